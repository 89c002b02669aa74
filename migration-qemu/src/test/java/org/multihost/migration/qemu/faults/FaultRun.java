package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the cells of a matrix, one after another, in one session of one controller. */
final class FaultRun implements AutoCloseable {

  /** How long the watchdog of a lost host's QEMU may need, on a busy machine. */
  private static final Duration WATCHDOG = Duration.ofSeconds(10);

  private final Path directory;
  private final Launches launch;

  private FaultRun(Path directory) {
    this.directory = directory;
    this.launch = new Launches(reports());
  }

  /** Of a controller in this JVM; the hosts' files go to that directory. */
  static FaultRun open(Path directory) throws IOException {
    Files.createDirectories(directory);
    System.setProperty(FaultSite.DIRECTORY, directory.toString());
    return new FaultRun(directory);
  }

  /** Runs a cell, and what comes after it. */
  CellResult run(FaultCell cell) throws IOException {
    clear();
    Map<Path, Long> logged = logLengths();
    Map<String, String> settings = new HashMap<>(Map.of(FaultCell.PARAMETER, cell.toString()));
    if (cell.fault() == Fault.TEST_TIMEOUT) {
      settings.put("junit.jupiter.execution.timeout.test.method.default", "6 s");
    }
    Map<String, String> failures = launch.run(FaultTestCase.class, settings);
    HostLogs logs = HostLogs.since(logged, logs());
    List<String> conflicts = RunningTimes.conflicts(directory);
    Map<String, String> afterwards = launch.run(AfterwardsTestCase.class, Map.of());
    return new CellResult(
        cell,
        failures,
        logs.knowing(fault()),
        afterwards,
        conflicts,
        Leftovers.of(runs(), WATCHDOG));
  }

  /** Runs a class that must succeed; says what did not. */
  List<String> run(Class<?> testClass) {
    return launch.run(testClass, Map.of()).entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> "[" + entry.getKey() + "] " + entry.getValue())
        .toList();
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

  @Override
  public void close() {
    launch.close();
    System.clearProperty(FaultSite.DIRECTORY);
  }
}
