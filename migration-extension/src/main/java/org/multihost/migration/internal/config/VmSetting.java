package org.multihost.migration.internal.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.internal.config.SettingDeclaration.Default;
import org.multihost.migration.internal.config.SettingDeclaration.Place;
import org.multihost.migration.spi.VmSpecBuilder;

/**
 * A setting of a VM as it is declared, once.
 *
 * @param declaration its name without a VM, its values, its default and its documentation
 * @param element the name of the element of {@link MigrateVm}
 * @param annotated returns the text of that element; empty if it is not set
 * @param specified puts a value into the specification of the VM
 */
record VmSetting<T>(
    SettingDeclaration<T> declaration,
    String element,
    Function<MigrateVm, String> annotated,
    BiConsumer<VmSpecBuilder, T> specified) {

  /** The separator of the elements of an array of the annotation. */
  static final String SEPARATOR = "\u0000";

  static <T> SettingDeclaration<T> declared(
      String key, SettingType<T> type, Default<T> otherwise, String meaning) {
    return new SettingDeclaration<>(key, type, otherwise, meaning, Place.VM);
  }

  /** Declares a setting that is any text, and has no default. */
  static SettingDeclaration<Optional<String>> text(String key, String type, String meaning) {
    return declared(key, SettingType.text(type), Default.none(), meaning);
  }

  /** Returns the text of a number of the annotation; 0 stands for no value. */
  static String number(int value) {
    return value == 0 ? "" : String.valueOf(value);
  }

  static String array(String[] values) {
    return String.join(SEPARATOR, values);
  }

  /** Returns whether the value is an annotation's. */
  static boolean isAnnotated(Setting setting) {
    return setting.origin().startsWith(VmDeclaration.ORIGIN);
  }

  /** Returns the elements of an annotation's array. */
  static List<String> elements(Setting setting) {
    return Arrays.stream(setting.value().split(SEPARATOR))
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** Returns the last part of its key, such as {@code ssh-port}. */
  String key() {
    return declaration.key();
  }

  /** Puts the value that was found for a VM, or the default, into the VM's specification. */
  void specify(VmLookup lookup, VmSpecBuilder spec) {
    specified.accept(spec, lookup.get(this));
  }

  /** Returns the row of the documentation's table. */
  String row() {
    return declaration.row() + " `" + element + "` |";
  }
}
