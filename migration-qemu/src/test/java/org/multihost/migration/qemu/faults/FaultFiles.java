package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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

  private static final long DISK_BYTES = 16 << 20;

  /** Where the clones of the machine's disk go, if it has one. */
  static final String CLONES = "clones";

  static final String REPORTS = "reports";

  public static FaultFiles in(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new FaultFiles(directory);
  }

  /** Removes what the cell before has written; the reports stay. */
  public void clear() throws IOException {
    for (Path file : list(directory)) {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
    }
  }

  /** The image of a machine's disk, of that name. */
  public Path disk(String name) throws IOException {
    Path image = directory.resolve("disk-" + name);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(DISK_BYTES);
    }
    return image;
  }

  /** A file that hosts write. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  public Path clones() {
    return directory.resolve(CLONES);
  }

  public Path reports() {
    return directory.resolve(REPORTS);
  }

  /** Notes that a fault is set now. */
  void noteFault() throws IOException {
    Files.writeString(file(FaultSite.SET), "");
    Files.writeString(file(FaultSite.FAULT), String.valueOf(System.currentTimeMillis()));
  }

  /** Whether the hosts came to where the fault is set. */
  boolean isFaultSet() {
    return Files.exists(file(FaultSite.SET));
  }

  /** The moment of the fault in milliseconds, if the hosts have written it. */
  Optional<Long> fault() throws IOException {
    Path file = file(FaultSite.FAULT);
    return Files.exists(file)
        ? Optional.of(Long.parseLong(Files.readString(file).strip()))
        : Optional.empty();
  }

  /** What has passed since then, for every host: hosts that have ended know by now. */
  Map<String, Duration> sinceFault() throws IOException {
    long now = System.currentTimeMillis();
    Map<String, Duration> passed = new HashMap<>();
    for (long fault : fault().stream().toList()) {
      CellResult.HOSTS.forEach(host -> passed.put(host, Duration.ofMillis(now - fault)));
    }
    return passed;
  }

  /** The moments when the guest began to run at two hosts. */
  List<String> conflicts() throws IOException {
    return RunningTimes.conflicts(directory);
  }

  /** The ids of the runs so far. */
  public List<String> runs() throws IOException {
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
    logs.sort(Comparator.comparing(log -> log.toFile().lastModified()));
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
