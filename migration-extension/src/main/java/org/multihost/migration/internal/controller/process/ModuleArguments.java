package org.multihost.migration.internal.controller.process;

import static java.util.stream.Collectors.joining;

import java.lang.module.ModuleFinder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The module arguments of a JVM, converted for a JVM that has the whole application on its class
 * path: arguments about modules of the JDK are kept; all other modules become the unnamed module.
 */
final class ModuleArguments {

  private static final Pattern ADD_MODULES = Pattern.compile("--add-modules=(.*)");

  /** Matches {@code --add-opens=module/package=targets} and the similar arguments. */
  private static final Pattern ADD_TO_TARGETS =
      Pattern.compile("(--add-(?:opens|exports|reads)=([^/=]+)[^=]*=)(.*)");

  private static final String UNNAMED = "ALL-UNNAMED";

  private final Predicate<String> system;

  /**
   * @param system whether a module is one of the JDK's
   */
  ModuleArguments(Predicate<String> system) {
    this.system = system;
  }

  /** Creates the conversion for the JDK of this JVM. */
  static ModuleArguments ofThisJdk() {
    ModuleFinder finder = ModuleFinder.ofSystem();
    return new ModuleArguments(module -> finder.find(module).isPresent());
  }

  /** Converts an argument; empty if nothing of it remains. */
  Optional<String> onClassPath(String argument) {
    Matcher modules = ADD_MODULES.matcher(argument);
    if (modules.matches()) {
      String kept =
          words(modules.group(1))
              .filter(module -> system.test(module) || module.startsWith("ALL-"))
              .collect(joining(","));
      return kept.isEmpty() ? Optional.empty() : Optional.of("--add-modules=" + kept);
    }
    Matcher targets = ADD_TO_TARGETS.matcher(argument);
    if (!targets.matches()) {
      return Optional.of(argument);
    }
    if (!system.test(targets.group(2))) {
      return Optional.empty();
    }
    return Optional.of(
        words(targets.group(3))
            .map(target -> system.test(target) ? target : UNNAMED)
            .distinct()
            .collect(joining(",", targets.group(1), "")));
  }

  private static Stream<String> words(String list) {
    return Arrays.stream(list.split(",")).filter(word -> !word.isEmpty());
  }
}
