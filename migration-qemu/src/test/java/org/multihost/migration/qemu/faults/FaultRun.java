package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs cells, one after another, in one session of one controller in this JVM. */
final class FaultRun implements CellRunner {

  /** How much the guest may write to its disk. */
  private static final String CLONES_SIZE = "4m";

  private final FaultFiles files;
  private final @Nullable String directoryBefore;
  private final Launches launch;

  private FaultRun(FaultFiles files) {
    this.files = files;
    // The hosts' JVMs take over the system properties of this one.
    this.directoryBefore = System.setProperty(FaultSite.DIRECTORY, files.directory().toString());
    this.launch = new Launches();
  }

  /** Opens it; the hosts' files go to that directory. */
  static FaultRun open(Path directory) throws IOException {
    return new FaultRun(FaultFiles.in(directory));
  }

  @Override
  public CellResult run(FaultCell cell) throws IOException, InterruptedException {
    if (cell.fault() != Fault.DISK_FULL) {
      return runOnDisks(cell);
    }
    try (SmallDisk clones = SmallDisk.mount(files.clones(), CLONES_SIZE)) {
      return runOnDisks(cell);
    }
  }

  private CellResult runOnDisks(FaultCell cell) throws IOException {
    files.clear();
    Map<Path, Long> lengths = files.logLengths();
    Map<String, String> failures = launch.run(testClass(cell), files.settings(cell));
    Map<String, Duration> knew = HostLogs.knowing(files.logsSince(lengths), files.fault());
    boolean isSet = files.isFaultSet();
    List<String> conflicts = files.conflicts();
    Map<String, String> afterwards = launch(AfterwardsTestCase.class);
    return new CellResult(
        cell, isSet, failures, knew, afterwards, conflicts, Leftovers.of(files.runs()));
  }

  private static Class<?> testClass(FaultCell cell) {
    return cell.fault().changesTests() ? OneMoreTestCase.class : FaultTestCase.class;
  }

  /** Runs a class that must succeed; says what did not. */
  List<String> run(Class<?> testClass) {
    return launch(testClass).entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> "[" + entry.getKey() + "] " + entry.getValue())
        .toList();
  }

  private Map<String, String> launch(Class<?> testClass) {
    return launch.run(testClass, files.settings());
  }

  @Override
  public void close() {
    launch.close();
    if (directoryBefore == null) {
      System.clearProperty(FaultSite.DIRECTORY);
    } else {
      System.setProperty(FaultSite.DIRECTORY, directoryBefore);
    }
  }
}
