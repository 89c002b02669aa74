package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of cells, which run one after another: what their hosts write for them, the reports of
 * their runs and the disk of their machine.
 *
 * @param directory known to the hosts as {@link FaultSite#DIRECTORY}
 */
record FaultFiles(Path directory) {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "multihost.timeout.command", "4 s",
          "multihost.timeout.login", "60 s",
          "multihost.timeout.migration", "60 s",
          "multihost.timeout.finish", "30 s");

  private static final long DISK_BYTES = 16 << 20;

  /** Where the clones of the machine's disk go, if it has one. */
  static final String CLONES = "clones";

  static final String REPORTS = "reports";

  static FaultFiles in(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new FaultFiles(directory);
  }

  /** Removes what the cell before has written; the reports stay. */
  void clear() throws IOException {
    for (Path file : list(directory)) {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
    }
  }

  /** The settings of every test here. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("multihost.report.dir", reports().toString());
    return settings;
  }

  /** Those of a cell. */
  Map<String, String> settings(FaultCell cell) throws IOException {
    Map<String, String> settings = settings();
    settings.put(FaultCell.PARAMETER, cell.toString());
    if (cell.fault() == Fault.TEST_TIMEOUT) {
      settings.put("junit.jupiter.execution.timeout.test.method.default", "6 s");
    }
    if (cell.fault() == Fault.DISK_FULL) {
      settings.put("multihost.vm.vm1.disks", disk().toString());
      settings.put("multihost.vm.vm1.clone", "overlay");
      settings.put("multihost.disks.dir", clones().toString());
    }
    return settings;
  }

  /** As they are given to a JVM. */
  static String[] asProperties(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
        .toArray(String[]::new);
  }

  private Path disk() throws IOException {
    Path image = directory.resolve("disk");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(DISK_BYTES);
    }
    return image;
  }

  Path clones() {
    return directory.resolve(CLONES);
  }

  Path reports() {
    return directory.resolve(REPORTS);
  }

  /** Whether the hosts came to where the fault is set. */
  boolean isFaultSet() {
    return Files.exists(directory.resolve(FaultSite.SET));
  }

  /** The moment of the fault in milliseconds, if the hosts have written it. */
  Optional<Long> fault() throws IOException {
    Path file = directory.resolve(FaultSite.FAULT);
    return Files.exists(file)
        ? Optional.of(Long.parseLong(Files.readString(file)))
        : Optional.empty();
  }

  /** The moments when the guest began to run at two hosts. */
  List<String> conflicts() throws IOException {
    return RunningTimes.conflicts(directory);
  }

  /** The ids of the runs so far. */
  List<String> runs() throws IOException {
    return list(reports()).stream()
        .filter(Files::isDirectory)
        .map(run -> run.getFileName().toString())
        .toList();
  }

  /** How long the hosts' logs are now. */
  Map<Path, Long> logLengths() throws IOException {
    Map<Path, Long> lengths = new HashMap<>();
    for (Path log : logs()) {
      lengths.put(log, Files.size(log));
    }
    return lengths;
  }

  /** What they have said since then, by their names. */
  Map<String, String> logsSince(Map<Path, Long> lengths) throws IOException {
    Map<String, String> said = new HashMap<>();
    for (Path log : logs()) {
      byte[] all = Files.readAllBytes(log);
      int begin = Math.toIntExact(lengths.getOrDefault(log, 0L));
      said.merge(
          log.getFileName().toString().replaceFirst("\\.log$", ""),
          new String(all, begin, all.length - begin, StandardCharsets.UTF_8),
          String::concat);
    }
    return said;
  }

  private List<Path> logs() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String run : runs()) {
      list(reports().resolve(run)).stream()
          .filter(file -> file.toString().endsWith(".log"))
          .forEach(logs::add);
    }
    return logs;
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
