package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;

/** When the guest ran at which host, by the events of both QEMUs; it must never run at two. */
final class RunningTimes {

  private static final String FILE = "running-times";

  private RunningTimes() {}

  private record Change(Instant when, String host, boolean runs) implements Comparable<Change> {

    public static Change parse(String line) {
      String[] words = line.split(" ");
      return new Change(Instant.parse(words[0]), words[1], words[2].equals("RESUME"));
    }

    @Override
    public int compareTo(Change other) {
      return when.compareTo(other.when);
    }
  }

  /** Notes from now on when that host's QEMU stops the guest, and has it go on. */
  public static void follow(String host, QmpClient qmp) {
    Path file = Path.of(System.getProperty(FaultSite.DIRECTORY), FILE + "-" + host);
    qmp.subscribe(QmpEvent.named("STOP", "RESUME"))
        .forEach(event -> note(file, event.timestamp() + " " + host + " " + event.name() + "\n"));
  }

  private static void note(Path file, String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The moments when the guest began to run at a host while it ran at the other; none, if right.
   */
  static List<String> conflicts(Path directory) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (String host : List.of("source", "destination")) {
      Path file = directory.resolve(FILE + "-" + host);
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(line -> changes.add(Change.parse(line)));
      }
    }
    changes.sort(null);
    Set<String> runs = new HashSet<>(List.of("source"));
    List<String> conflicts = new ArrayList<>();
    for (Change change : changes) {
      if (!change.runs()) {
        runs.remove(change.host());
      } else if (runs.add(change.host()) && runs.size() > 1) {
        conflicts.add("the guest began to run at [%s] while it ran elsewhere".formatted(change));
      }
    }
    return conflicts;
  }
}
