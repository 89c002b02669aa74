package org.multihost.migration.internal.controller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A JVM that runs one test class as a user does, and logs all that it can. */
final class LaunchedJvm implements AutoCloseable {

  private final Process process;
  private final Path console;

  private LaunchedJvm(Process process, Path console) {
    this.process = process;
    this.console = console;
  }

  static LaunchedJvm start(
      Class<?> testClass, Path console, Map<String, String> environment, String... properties)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dhazelcast.logging.type=slf4j",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"));
    command.addAll(List.of(properties));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.addAll(List.of(LaunchedJvm.class.getName(), testClass.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return new LaunchedJvm(
        builder.redirectErrorStream(true).redirectOutput(console.toFile()).start(), console);
  }

  /** Runs in the JVM. */
  public static void main(String[] arguments) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    try (var session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(arguments[0]))
                  .build(),
              summary);
    }
    boolean well =
        summary.getSummary().getTestsSucceededCount() > 0
            && summary.getSummary().getTotalFailureCount() == 0;
    System.exit(well ? 0 : 1);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What a list of processes shows of it and of those that it started. */
  String seenByOthers() throws IOException {
    StringBuilder seen = new StringBuilder();
    List<ProcessHandle> processes = new ArrayList<>(process.descendants().toList());
    processes.add(process.toHandle());
    for (ProcessHandle each : processes) {
      Path proc = Path.of("/proc", "" + each.pid());
      seen.append(Files.readString(proc.resolve("cmdline"))).append('\n');
    }
    return seen.toString();
  }

  /** The environment of those that it started. */
  String environmentOfChildren() throws IOException {
    StringBuilder seen = new StringBuilder();
    for (ProcessHandle each : process.descendants().toList()) {
      seen.append(Files.readString(Path.of("/proc", "" + each.pid(), "environ"))).append('\n');
    }
    return seen.toString();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor(120, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  String console() throws IOException {
    return Files.readString(console);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
