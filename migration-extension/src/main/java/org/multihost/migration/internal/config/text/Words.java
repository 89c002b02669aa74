package org.multihost.migration.internal.config.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words of enum constants in settings: in lower case, with hyphens. */
public final class Words {

  /** The name of a constant that stands in annotations for the absence of a value. */
  private static final String ABSENT = "DEFAULT";

  private Words() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the word of an annotation's constant; empty if it stands for no value. */
  public static String declared(Enum<?> constant) {
    return isAbsent(constant) ? "" : of(constant);
  }

  /** Returns the constants that a setting can have. */
  public static <E extends Enum<E>> List<E> values(Class<E> type) {
    return Stream.of(type.getEnumConstants()).filter(constant -> !isAbsent(constant)).toList();
  }

  private static boolean isAbsent(Enum<?> constant) {
    return constant.name().equals(ABSENT);
  }
}
