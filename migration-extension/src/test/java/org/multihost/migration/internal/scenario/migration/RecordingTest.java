package org.multihost.migration.internal.scenario.migration;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.rendezvous.TestValues;
import org.multihost.migration.internal.scenario.VmPlans;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.TestEnvironment;
import org.multihost.migration.internal.scenario.environment.TestLogs;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.failure.OwnWaits;
import org.multihost.migration.internal.scenario.vm.TestVms;
import org.multihost.migration.internal.time.ManualTime;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.memory.VirtualClock;

/**
 * The test of a migration on the host [source], which notes what is reported to it. Its hosts are
 * [source], [destination] and [bystander]; [vm1] and [vm2] are on [source], not started.
 */
final class RecordingTest implements TestContext {

  /** A failure that was reported. */
  record Reported(String doing, Throwable failure) {}

  final ManualTime clock = new ManualTime();
  final List<Reported> reported = new CopyOnWriteArrayList<>();
  final List<String> doings = new CopyOnWriteArrayList<>();
  final List<Path> discarded = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final TestEnvironment environment;
  private final TestVms vms;

  RecordingTest() {
    HostConsole console =
        new HostConsole(new PrintStream(printed, true, StandardCharsets.UTF_8), "");
    environment =
        new TestEnvironment(
            new HostsView("source", List.of("source", "destination", "bystander")),
            Settings.read(new SettingSource(key -> Optional.empty(), new Properties(), Map.of())),
            console,
            new TestLogs(Path.of("unused"), "test"),
            clock);
    MemoryHypervisor hypervisor = new MemoryHypervisor(new VirtualClock(), 0);
    vms =
        new TestVms(
            Optional.of(hypervisor.provider().create(new TestHost("source"))),
            List.of(VmPlans.on("source", "vm1"), VmPlans.on("source", "vm2")),
            "source",
            Duration.ofSeconds(10),
            clock);
  }

  /** What was written to the console. */
  String console() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Override
  public TestEnvironment environment() {
    return environment;
  }

  @Override
  public TestVms vms() {
    return vms;
  }

  @Override
  public TestValues values() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WorkValues workValues() {
    throw new UnsupportedOperationException("no step of these tests puts a value");
  }

  @Override
  public void doing(String doing) {
    doings.add(doing);
  }

  @Override
  public void guarded(String doing, GuardedStep step) throws Throwable {
    try {
      step.run();
    } catch (Throwable failure) {
      failed(doing, failure);
      throw failure;
    }
  }

  @Override
  public void failed(String doing, Throwable failure) {
    reported.add(new Reported(doing, failure));
  }

  @Override
  public void failedUninterrupted(String doing, Throwable failure) {
    reported.add(new Reported(doing, failure));
  }

  @Override
  public void unwinds(String doing, Throwable failure) {
    reported.add(new Reported(doing, failure));
  }

  @Override
  public OwnWaits ownWaits() {
    throw new UnsupportedOperationException("these tests wait for no other host");
  }

  @Override
  public void cleanUpMigration(String doing, GuardedStep step) throws Throwable {
    step.run();
  }

  @Override
  public void discard(List<Path> files) {
    discarded.addAll(files);
  }
}
