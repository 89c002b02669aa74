package org.multihost.migration.internal.controller;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A JVM that runs one test class as a user does, and logs all that it can. */
final class LaunchedJvm implements AutoCloseable {

  /** A directory that the tests' class loader has beside the class path, as some launchers do. */
  static final String MORE_CLASS_PATH = "org.multihost.fixture.class-path";

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
  public static void main(String[] arguments) throws IOException {
    String directory = System.getProperty(MORE_CLASS_PATH);
    if (directory != null) {
      URL[] urls = {Path.of(directory).toUri().toURL()};
      Thread thread = Thread.currentThread();
      thread.setContextClassLoader(new URLClassLoader(urls, thread.getContextClassLoader()));
    }
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    try (var session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(arguments[0]))
                  .build(),
              summary,
              new Skips());
    }
    summary.getSummary().printTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    summary.getSummary().printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    boolean nothingRan = summary.getSummary().getTestsSucceededCount() == 0;
    boolean skipped = summary.getSummary().getTestsSkippedCount() > 0;
    boolean failed = summary.getSummary().getTotalFailureCount() > 0;
    System.exit(failed || (nothingRan && !skipped) ? 1 : 0);
  }

  /** Prints what a report has of a test that is skipped. */
  private static final class Skips implements TestExecutionListener {
    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      System.out.println("skipped " + test.getLegacyReportingName() + ": " + reason);
    }
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
