package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.multihost.migration.qemu.hosts.HostLaunch;
import org.multihost.migration.qemu.hosts.HostProcess;

/** Runs each cell under a controller in a JVM of its own, as a build tool starts it. */
record ControllerRunner(FaultFiles files) implements CellRunner {

  private static final long PATIENCE = 120;
  private static final long END = 20;

  /** As in a terminal: it leads a process group, and SIGINT ends it. */
  private static final List<String> IN_TERMINAL = List.of("setsid", "env", "--default-signal=INT");

  @Override
  public CellResult run(FaultCell cell) throws IOException, InterruptedException {
    files.clear();
    try (HostProcess controller = start(settings().of(cell), FaultTestCase.class)) {
      String said = controller.output(PATIENCE);
      Map<String, Duration> ended =
          ended(files.fault().orElseThrow(() -> new IllegalStateException(said)));
      return new CellResult(
          cell,
          files.isFaultSet(),
          new CellResult.Verdicts(Map.of(), afterwards()),
          ended,
          new CellTraces(files.conflicts(), Leftovers.of(files.runs()), Map.of(cell.host(), said)));
    }
  }

  private CellSettings settings() {
    return new CellSettings(files);
  }

  private Map<String, Duration> ended(long fault) {
    Map<String, Duration> ended = new HashMap<>();
    for (String host : CellResult.HOSTS) {
      SignOfLife.end(files.directory(), host)
          .thenApply(Optional::of)
          .completeOnTimeout(Optional.empty(), END, TimeUnit.SECONDS)
          .join()
          .ifPresent(end -> ended.put(host, Duration.ofMillis(end - fault)));
    }
    return ended;
  }

  private HostProcess start(Map<String, String> settings, Class<?> testClass) throws IOException {
    return HostLaunch.here(files.directory())
        .by(IN_TERMINAL)
        .with(CellSettings.asProperties(settings))
        .with("-D" + FaultSite.DIRECTORY + "=" + files.directory())
        .start(testClass);
  }

  /** The next build. */
  private Map<String, String> afterwards() throws IOException, InterruptedException {
    try (HostProcess controller = start(settings().ofAll(), AfterwardsTestCase.class)) {
      String failure = controller.failure(PATIENCE);
      return CellResult.HOSTS.stream()
          .collect(Collectors.toMap(Function.identity(), host -> failure));
    }
  }

  @Override
  public void close() {
    // nothing outlives a cell
  }
}
