package org.multihost.migration.internal.config;

import java.util.List;
import java.util.regex.Pattern;
import org.multihost.migration.spi.text.ShellWord;

/** The arguments of a hypervisor's command line, as an annotation or a setting has them. */
final class VmArguments {

  /** An option with its value in one argument: a hypervisor would take it for the option's name. */
  private static final Pattern OPTION_AND_VALUE = Pattern.compile("--?[A-Za-z][\\w-]*\\s+\\S.*");

  private VmArguments() {}

  /**
   * Returns the arguments. A setting, and a single string of an annotation, is a text that is
   * quoted as in a shell; several strings are one argument each.
   */
  static List<String> of(Setting setting) {
    List<String> elements =
        VmSetting.isAnnotated(setting) ? VmSetting.elements(setting) : List.of(setting.value());
    if (elements.size() == 1) {
      return split(setting);
    }
    for (String each : elements) {
      if (OPTION_AND_VALUE.matcher(each).matches()) {
        List<String> words = List.of(each.split("\\s+", 2));
        throw setting.refuse(
            "one argument in each string, such as {\"%s\", \"%s\"} in place of [%s]; or all in a single string, quoted as in a shell"
                .formatted(words.get(0), words.get(1), each));
      }
    }
    return elements;
  }

  private static List<String> split(Setting setting) {
    try {
      return ShellWord.split(setting.value());
    } catch (IllegalArgumentException wrong) {
      throw setting.refuse("arguments, quoted as in a shell; " + wrong.getMessage());
    }
  }
}
