package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.qemu.LockedImage;

/** Runs cells, one after another, in one session of one controller in this JVM. */
final class FaultRun implements CellRunner {

  /** How much the guest may write to its disk. */
  private static final String CLONES_SIZE = "4m";

  private final FaultFiles files;
  private final CellSettings settings;
  private final @Nullable String directoryBefore;
  private final Launches launch;

  private FaultRun(FaultFiles files) {
    this.files = files;
    this.settings = new CellSettings(files);
    // The hosts' JVMs take over the system properties of this one.
    this.directoryBefore = System.setProperty(FaultSite.DIRECTORY, files.directory().toString());
    this.launch = new Launches();
  }

  /** Opens it; the hosts' files go to that directory. */
  public static FaultRun open(Path directory) throws IOException {
    return new FaultRun(FaultFiles.in(directory));
  }

  @Override
  public CellResult run(FaultCell cell) throws IOException, InterruptedException {
    files.clear();
    return switch (cell.fault()) {
      case DISK_FULL -> {
        try (SmallDisk clones = SmallDisk.mount(files.clones(), CLONES_SIZE)) {
          yield runOnDisks(cell);
        }
      }
      case DISK_LOCKED -> {
        try (LockedImage locked = LockedImage.of(files.disk(cell.host()))) {
          yield runOnDisks(cell);
        }
      }
      default -> runOnDisks(cell);
    };
  }

  private CellResult runOnDisks(FaultCell cell) throws IOException {
    Map<Path, Long> lengths = files.logLengths();
    Map<String, String> failures = launch.run(testClass(cell), settings.of(cell));
    Map<String, Duration> knew =
        failures.containsKey(Launches.NO_HOST)
            ? files.sinceFault()
            : HostLogs.knowing(files.logsSince(lengths), files.fault());
    boolean isSet = files.isFaultSet();
    List<String> conflicts = files.conflicts();
    Map<String, String> afterwards = launch(AfterwardsTestCase.class);
    return new CellResult(
        cell,
        isSet,
        new CellResult.Verdicts(ofAllHosts(failures), afterwards),
        knew,
        new CellTraces(conflicts, Leftovers.of(files.runs()), files.logsSince(lengths)));
  }

  /** A class that the controller cannot begin fails at once for all of its hosts. */
  private static Map<String, String> ofAllHosts(Map<String, String> failures) {
    @Nullable String ofAll = failures.get(Launches.NO_HOST);
    Map<String, String> byHost = new HashMap<>(failures);
    if (ofAll != null) {
      CellResult.HOSTS.forEach(host -> byHost.putIfAbsent(host, ofAll));
    }
    return byHost;
  }

  private static Class<?> testClass(FaultCell cell) {
    return cell.fault().changesTests() ? OneMoreTestCase.class : FaultTestCase.class;
  }

  /** Runs a class that must succeed; says what did not. */
  public List<String> run(Class<?> testClass) {
    return launch(testClass).entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> "[" + entry.getKey() + "] " + entry.getValue())
        .toList();
  }

  private Map<String, String> launch(Class<?> testClass) {
    return launch.run(testClass, settings.ofAll());
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
