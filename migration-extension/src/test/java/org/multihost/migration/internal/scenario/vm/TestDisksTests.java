package org.multihost.migration.internal.scenario.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Firmware;
import org.multihost.migration.Guest;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Storage;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.internal.config.DiskSettings;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.rendezvous.RendezvousRun;
import org.multihost.migration.internal.rendezvous.RendezvousRuns;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.memory.CallScript;
import org.multihost.migration.memory.DriverCall;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.memory.VirtualClock;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.text.Placeholders;

@Timeout(60)
class TestDisksTests {

  private static final Duration LONG = Duration.ofSeconds(50);
  private static final List<String> HOSTS = List.of("a", "b");

  @TempDir Path directory;

  private final RendezvousRun run = RendezvousRuns.inMemory();
  private final MemoryHypervisor hypervisor = new MemoryHypervisor(new VirtualClock(), 0);
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private Path original;
  private volatile Storage storage = Storage.SHARED;

  /** The disks of the test on one host. */
  private record Host(TestVms vms, TestDisks disks, Lane lane) {
    void prepare() {
      Settings defaults =
          Settings.read(new SettingSource(key -> Optional.empty(), new Properties(), Map.of()));
      disks.prepare(lane, defaults.timeouts());
    }

    String disk(String vm) {
      return vms.managed(vm).spec().drives().disks().get(0).path();
    }
  }

  @BeforeEach
  void writeTheOriginal() throws IOException {
    original = Files.writeString(directory.resolve("original"), "data");
  }

  @AfterEach
  void leave() {
    run.close();
  }

  private Path clones() {
    return directory.resolve("clones");
  }

  private VmPlan plan(String name, CloneDisks clone) {
    return new VmPlan(
        new VmSpec(
            name,
            64L << 20,
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            new VmDrives(
                List.of(VmDrives.Disk.of(original.toString())),
                Optional.empty(),
                Optional.empty(),
                clone,
                storage,
                Optional.empty(),
                Set.of()),
            GuestAccess.SERIAL,
            false,
            Guest.LINUX,
            Firmware.BIOS,
            Placeholders.NONE),
        "a",
        false,
        Lifecycle.PER_METHOD);
  }

  private Host host(String self, DiskSettings.Keep keep, CloneDisks clone) {
    HostsView view = new HostsView(self, HOSTS);
    TestVms vms =
        new TestVms(
            Optional.of(hypervisor.provider().create(new TestHost(self))),
            List.of(plan("vm1", clone), plan("vm2", CloneDisks.NONE)),
            self,
            Duration.ofSeconds(1),
            Time.system());
    TestDisks disks =
        new TestDisks(
            new DiskSettings(clones(), keep),
            new OwnedDirectories().of("run1"),
            vms,
            view,
            new HostConsole(new PrintStream(console, true), ""));
    Lane lane = run.join(self).enterClass("class", HOSTS, "", LONG).enterTest("t", "", LONG).main();
    return new Host(vms, disks, lane);
  }

  /** Both hosts, which enter the test at the same time. */
  private List<Host> hosts(DiskSettings.Keep keep, CloneDisks clone) throws Exception {
    CompletableFuture<Host> other = onThread(() -> host("b", keep, clone));
    return List.of(host("a", keep, clone), other.get(50, TimeUnit.SECONDS));
  }

  private static <T> CompletableFuture<T> onThread(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(task.get());
              } catch (Throwable failure) {
                result.completeExceptionally(failure);
              }
            },
            "host-b");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static CompletableFuture<Boolean> preparing(Host host) {
    return onThread(
        () -> {
          host.prepare();
          return true;
        });
  }

  @Test
  void theFirstHostClonesThemAndAllHostsUseTheClones() throws Exception {
    List<Host> hosts = hosts(DiskSettings.Keep.NEVER, CloneDisks.COPY);
    CompletableFuture<Boolean> other = preparing(hosts.get(1));

    hosts.get(0).prepare();

    assertThat(other.get(50, TimeUnit.SECONDS)).isTrue();
    Path clone = Path.of(hosts.get(0).disk("vm1"));
    assertThat(clone).startsWith(clones()).hasContent("data");
    assertThat(hosts.get(1).disk("vm1")).isEqualTo(clone.toString());
    assertThat(hosts.get(1).vms().cloned()).isEmpty();
    assertThat(hosts.get(1).disk("vm2")).isEqualTo(original.toString());
    assertThat(console.toString()).contains("PREPARE_DISKS", "clones for [vm1] in [" + clones());
  }

  /** The home alone has the original, and clones it for itself. */
  @Test
  void everyHostHasADirectoryForDisksThatTheHostsDoNotShare() throws Exception {
    storage = Storage.MIRROR;
    List<Host> hosts = hosts(DiskSettings.Keep.NEVER, CloneDisks.COPY);
    CompletableFuture<Boolean> other = preparing(hosts.get(1));
    hosts.get(0).prepare();
    assertThat(other.get(50, TimeUnit.SECONDS)).isTrue();

    VmDrives home = hosts.get(0).vms().managed("vm1").spec().drives();
    VmDrives away = hosts.get(1).vms().managed("vm1").spec().drives();
    assertThat(home.copies().orElseThrow()).isDirectory().isNotEqualTo(away.copies().orElseThrow());
    assertThat(away.copies().orElseThrow()).isDirectory();
    assertThat(Path.of(home.disks().get(0).path())).startsWith(home.copies().orElseThrow());
    assertThat(away.disks().get(0).path()).isEqualTo(original.toString());
    assertThat(List.of(home.diskClone(), away.diskClone())).containsOnly(CloneDisks.NONE);

    hosts.forEach(host -> host.disks().end(false));
    assertThat(clones()).isEmptyDirectory();
  }

  @Test
  void theClonesOfATestAreGoneAtItsEnd() throws Exception {
    List<Host> hosts = hosts(DiskSettings.Keep.ON_FAILURE, CloneDisks.COPY);
    CompletableFuture<Boolean> other = preparing(hosts.get(1));
    hosts.get(0).prepare();
    other.get(50, TimeUnit.SECONDS);

    hosts.forEach(host -> host.disks().end(false));
    hosts.forEach(host -> host.disks().end(true));

    assertThat(clones()).isEmptyDirectory();
    assertThat(original).hasContent("data");
    assertThat(console.toString()).doesNotContain("are kept");
  }

  @Test
  void theClonesOfAFailedTestAreKeptIfTheUserWantsIt() throws Exception {
    List<Host> hosts = hosts(DiskSettings.Keep.ON_FAILURE, CloneDisks.COPY);
    CompletableFuture<Boolean> other = preparing(hosts.get(1));
    hosts.get(0).prepare();
    other.get(50, TimeUnit.SECONDS);

    hosts.forEach(host -> host.disks().end(true));

    Path kept = Path.of(hosts.get(0).disk("vm1"));
    assertThat(kept).exists();
    assertThat(console.toString())
        .contains(
            "The test has failed: its disks are kept in [%1$s]; look with [memory ls], remove them with [rm -r %1$s]"
                .formatted(kept.getParent()));
    OwnedDirectory.sweep(clones(), "run2");
    assertThat(kept).exists();
  }

  @Test
  void theClonesOfAFailedTestAreGoneElse() throws Exception {
    List<Host> hosts = hosts(DiskSettings.Keep.NEVER, CloneDisks.COPY);
    CompletableFuture<Boolean> other = preparing(hosts.get(1));
    hosts.get(0).prepare();
    other.get(50, TimeUnit.SECONDS);

    hosts.forEach(host -> host.disks().end(true));

    assertThat(clones()).isEmptyDirectory();
  }

  @Test
  void nobodyWaitsForATestWithoutClones() throws Exception {
    Host first = hosts(DiskSettings.Keep.NEVER, CloneDisks.NONE).get(0);

    first.prepare();
    first.disks().end(true);

    assertThat(clones()).doesNotExist();
    assertThat(first.disk("vm1")).isEqualTo(original.toString());
  }

  @Test
  void aHostThatDoesNotSeeTheClonesSaysWhatToDo() throws Exception {
    List<Host> hosts = hosts(DiskSettings.Keep.NEVER, CloneDisks.COPY);
    hypervisor.call(
        DriverCall.VERIFY,
        "b",
        "vm1",
        CallScript.failing(() -> new MultihostConfigurationException("there is no file")));
    CompletableFuture<Boolean> first = preparing(hosts.get(0));

    assertThatThrownBy(hosts.get(1)::prepare)
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("[b]", "[a]", "[multihost.disks.dir]", "there is no file");
    assertThat(first).isNotDone();
  }

  @Test
  void whatIsMadeBeforeAFailureIsRemoved() throws Exception {
    Host first = hosts(DiskSettings.Keep.NEVER, CloneDisks.COPY).get(0);
    hypervisor.call(
        DriverCall.CLONE_DISKS,
        "a",
        "vm1",
        CallScript.failing(() -> new VirtualMachineException("no space left")));
    assertThatThrownBy(() -> preparing(first).get(50, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no space left");
    assertThat(clones()).isNotEmptyDirectory();

    first.disks().end(true);

    assertThat(clones()).isEmptyDirectory();
  }
}
