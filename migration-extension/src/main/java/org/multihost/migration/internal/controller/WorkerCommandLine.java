package org.multihost.migration.internal.controller;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.worker.WorkerMain;

/**
 * The command line of a worker's JVM, as a pure function of the controller's.
 *
 * @param properties the controller's system properties
 * @param inherited the arguments that the controller's JVM was started with
 * @param extra {@code multihost.worker.jvm-arguments}
 */
record WorkerCommandLine(Properties properties, List<String> inherited, List<String> extra) {

  /** Surefire's real class path, when it starts its own JVM with a jar that only points to it. */
  private static final String SUREFIRE_CLASS_PATH = "surefire.test.class.path";

  /** What decides whether code links and how text looks must be as in the controller. */
  private static final List<String> INHERITED = List.of("--add-", "--enable-", "--illegal-");

  private static final List<String> AT_START_ONLY =
      List.of("file.encoding", "user.language", "user.country", "user.timezone");

  /** The command, which takes the class path from an argument file. */
  List<String> command(Path classPathFile, boolean debug) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(properties.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-ea", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    inherited.stream().filter(WorkerCommandLine::isInherited).forEach(command::add);
    AT_START_ONLY.forEach(key -> addProperty(command, key));
    for (String stream : List.of("stdout", "stderr")) {
      command.add("-D" + stream + ".encoding=UTF-8");
      command.add("-Dsun." + stream + ".encoding=UTF-8");
    }
    if (debug) {
      command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
    }
    command.addAll(extra);
    command.add("@" + classPathFile);
    command.add(WorkerMain.class.getName());
    return command;
  }

  private static boolean isInherited(String argument) {
    return INHERITED.stream().anyMatch(argument::startsWith);
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
        Stream.of(classPath, properties.getProperty("jdk.module.path", ""))
            .filter(path -> !path.isEmpty())
            .reduce((a, b) -> a + separator + b)
            .orElse("");
    return "-cp\n\"" + all.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
  }
}
