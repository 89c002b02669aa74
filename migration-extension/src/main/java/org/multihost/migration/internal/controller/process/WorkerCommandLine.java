package org.multihost.migration.internal.controller.process;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.worker.WorkerMain;

/**
 * The command line of a worker's JVM, as a pure function of the controller's.
 *
 * @param properties the controller's system properties
 * @param environment the environment of both
 * @param inherited the arguments that the controller's JVM was started with
 * @param extra {@code multihost.worker.jvm-arguments}
 * @param loaders the class path of the tests' class loaders other than the JVM's own
 */
record WorkerCommandLine(
    Properties properties,
    Map<String, String> environment,
    List<String> inherited,
    List<String> extra,
    List<String> loaders) {

  /** Surefire's real class path, when it starts its JVM with a jar that only refers to it. */
  private static final String SUREFIRE_CLASS_PATH = "surefire.test.class.path";

  private static final String DEBUGGER =
      "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:";

  private static final List<String> AT_START_ONLY =
      List.of(
          "file.encoding",
          "user.language",
          "user.script",
          "user.country",
          "user.variant",
          "user.timezone",
          "user.home",
          "java.io.tmpdir",
          "java.library.path");

  /**
   * Returns the command, which reads the class path from an argument file.
   *
   * @param debuggerPort the port on which the worker waits for a debugger; 0 is any free port
   */
  List<String> command(Path classPathFile, Optional<Integer> debuggerPort) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(properties.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-ea", "-XX:TieredStopAtLevel=1"));
    command.addAll(InheritedArguments.of(inherited, extra, environment));
    AT_START_ONLY.forEach(key -> addProperty(command, key));
    for (String stream : List.of("stdout", "stderr")) {
      command.add("-D" + stream + ".encoding=UTF-8");
      command.add("-Dsun." + stream + ".encoding=UTF-8");
    }
    debuggerPort.ifPresent(port -> command.add(DEBUGGER + port));
    command.addAll(extra);
    command.add("@" + classPathFile);
    command.add(WorkerMain.class.getName());
    return command;
  }

  private void addProperty(List<String> command, String key) {
    String value = properties.getProperty(key);
    if (value != null && !value.isEmpty()) {
      command.add("-D" + key + "=" + value);
    }
  }

  /** The text of the argument file. */
  String classPathArguments() {
    String separator = properties.getProperty("path.separator");
    @Nullable String surefire = properties.getProperty(SUREFIRE_CLASS_PATH);
    String classPath = surefire != null ? surefire : properties.getProperty("java.class.path");
    String all =
        Stream.concat(
                Stream.of(classPath, properties.getProperty("jdk.module.path", "")),
                loaders.stream())
            .filter(path -> !path.isEmpty())
            .collect(joining(separator));
    return "-cp\n\"" + all.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
  }
}
