package org.multihost.migration.internal.controller.process;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments of the controller's JVM that a worker's JVM gets too: what an ordinary test of the
 * module sees, such as agents, memory and the garbage collector, a multi-host test sees.
 */
final class InheritedArguments {

  /** Matches the choice of a garbage collector; a JVM accepts only one. */
  private static final Pattern COLLECTOR =
      Pattern.compile("-XX:\\+Use(Serial|Parallel|ParallelOld|G1|Z|Shenandoah|Epsilon)GC");

  /**
   * Matches what only one JVM can have: system properties (the worker gets them by another way,
   * because a command line is no place for a secret), debuggers, the agents of IntelliJ IDEA that
   * speak to its own run, and the module path, which becomes part of the class path.
   */
  private static final Pattern OWN =
      Pattern.compile(
          "-D.*|-agentlib:jdwp.*|-Xrunjdwp.*|-Xdebug|-Xnoagent"
              + "|-javaagent:.*(idea_rt|debugger-agent)\\.jar.*"
              + "|--(module-path|upgrade-module-path|patch-module|limit-modules|module)=.*");

  /** The variables with arguments; a worker has the controller's environment, too. */
  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private InheritedArguments() {}

  /**
   * Returns the collector, if there is no other choice of one, and the inherited arguments.
   *
   * @param all the arguments that the controller's JVM was started with, those of its environment
   *     included
   * @param extra the arguments that follow
   */
  static List<String> of(List<String> all, List<String> extra, Map<String, String> environment) {
    boolean replaced = extra.stream().anyMatch(InheritedArguments::isCollector);
    boolean chosen = replaced || all.stream().anyMatch(InheritedArguments::isCollector);
    List<String> known =
        VARIABLES.stream()
            .flatMap(name -> Arrays.stream(environment.getOrDefault(name, "").split("\\s+")))
            .collect(Collectors.toList());
    ModuleArguments modules = ModuleArguments.ofThisJdk();
    return Stream.concat(
            chosen ? Stream.empty() : Stream.of("-XX:+UseSerialGC"),
            all.stream()
                .filter(argument -> argument.startsWith("-") && !OWN.matcher(argument).matches())
                .filter(argument -> !known.remove(argument))
                .filter(argument -> !replaced || !isCollector(argument))
                .flatMap(argument -> modules.onClassPath(argument).stream()))
        .toList();
  }

  private static boolean isCollector(String argument) {
    return COLLECTOR.matcher(argument).matches();
  }
}
