package org.multihost.migration.qemu.faults;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the cells of a matrix, one after another, in one session of one controller. */
final class FaultRun implements AutoCloseable {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "multihost.timeout.command", "4 s",
          "multihost.timeout.login", "60 s",
          "multihost.timeout.migration", "60 s",
          "multihost.timeout.finish", "30 s");

  private final Path directory;
  private final LauncherSession session;

  private FaultRun(Path directory, LauncherSession session) {
    this.directory = directory;
    this.session = session;
  }

  /** Of a controller in this JVM; the hosts' files go to that directory. */
  static FaultRun open(Path directory) throws IOException {
    Files.createDirectories(directory);
    System.setProperty(FaultSite.DIRECTORY, directory.toString());
    return new FaultRun(directory, LauncherFactory.openSession());
  }

  /** Runs a cell, and what comes after it. */
  CellResult run(FaultCell cell) throws IOException {
    clear();
    Map<Path, Long> logged = logLengths();
    Map<String, String> settings = new HashMap<>(Map.of(FaultCell.PARAMETER, cell.toString()));
    if (cell.fault() == Fault.TEST_TIMEOUT) {
      settings.put("junit.jupiter.execution.timeout.test.method.default", "6 s");
    }
    Map<String, String> failures = launch(FaultTestCase.class, settings);
    HostLogs logs = HostLogs.since(logged, logs());
    List<String> conflicts = RunningTimes.conflicts(directory);
    Map<String, String> afterwards = launch(AfterwardsTestCase.class, Map.of());
    return new CellResult(
        cell, failures, logs.knowing(fault()), afterwards, conflicts, Leftovers.of(runs()));
  }

  /** The moment of the fault, if the hosts have written it. */
  private Optional<Long> fault() throws IOException {
    Path file = directory.resolve(FaultSite.FAULT);
    return Files.exists(file)
        ? Optional.of(Long.parseLong(Files.readString(file)))
        : Optional.empty();
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private Path reports() {
    return directory.resolve("reports");
  }

  /** The ids of the runs so far. */
  private List<String> runs() throws IOException {
    if (!Files.exists(reports())) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(reports())) {
      return runs.map(run -> run.getFileName().toString()).toList();
    }
  }

  private List<Path> logs() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String run : runs()) {
      try (Stream<Path> files = Files.list(reports().resolve(run))) {
        files.filter(file -> file.toString().endsWith(".log")).forEach(logs::add);
      }
    }
    return logs;
  }

  private Map<Path, Long> logLengths() throws IOException {
    Map<Path, Long> lengths = new HashMap<>();
    for (Path log : logs()) {
      lengths.put(log, Files.size(log));
    }
    return lengths;
  }

  /** The stack traces of what failed, by the hosts' names, and empty ones of what did not. */
  private Map<String, String> launch(Class<?> testClass, Map<String, String> settings) {
    Results results = new Results();
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .filters(EngineFilter.includeEngines("multihost"))
                .configurationParameters(SETTINGS)
                .configurationParameter("multihost.report.dir", reports().toString())
                .configurationParameters(settings)
                .build(),
            results);
    return results.byHost;
  }

  private static final class Results implements TestExecutionListener {

    private final Map<String, String> byHost = new LinkedHashMap<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      byHost.put(host(test), "skipped: " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        byHost.put(host(test), result.getThrowable().map(Results::stackTrace).orElse(""));
      }
    }

    private static String host(TestIdentifier test) {
      return test.getUniqueIdObject().getSegments().stream()
          .filter(segment -> segment.getType().equals("host"))
          .findFirst()
          .map(segment -> segment.getValue())
          .orElse("");
    }

    private static String stackTrace(Throwable failure) {
      StringWriter text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      return text.toString();
    }
  }

  @Override
  public void close() {
    session.close();
    System.clearProperty(FaultSite.DIRECTORY);
  }
}
