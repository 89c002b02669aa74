package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.qemu.Hop.end;
import static org.multihost.migration.qemu.Hop.hop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.QemuDriverProvider;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** Devices that come and go, with a guest that is nothing but firmware. */
@NeedsQemu
@Timeout(120)
class QemuDevicesTests {

  private static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;

  private static final Duration BOOT = Duration.ofSeconds(60);

  /** Answered by the user-mode network itself. */
  private static final String PING = "ping -c 1 -W 20 10.0.2.2";

  @TempDir Path images;
  private VirtualMachineDriver source;
  private VirtualMachineDriver destination;
  private VmSpec spec;

  @BeforeEach
  void startDrivers() throws IOException {
    source = new QemuDriverProvider().create(new TestContext("source"));
    destination = new QemuDriverProvider().create(new TestContext("destination"));
    for (String name : List.of("boot.img", "data.img", "hot.img", "a.iso", "b.iso", "c.iso")) {
      image(name);
    }
    spec = spec(Optional.of(path("a.iso")), Set.of());
  }

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private void image(String name) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path(name), "rw")) {
      file.setLength(1 << 20);
    }
  }

  private String path(String name) {
    return images.resolve(name).toString();
  }

  private VmSpec spec(Optional<String> cdrom, Set<String> ownOfHost) {
    return TestContext.withDrives(
        TestContext.withDisk("vm1", images.resolve("boot.img")),
        new VmDrives(
            List.of(VmDrives.Disk.of(path("data.img"))),
            cdrom,
            Optional.of(VmDrives.EMPTY),
            CloneDisks.NONE,
            ownOfHost));
  }

  private static QemuDevices devices(LocalVm vm) {
    return vm.unwrap(QemuDevices.class);
  }

  /** What QEMU itself has in a drive or behind a disk; empty if nothing. */
  private static String file(LocalVm vm, String device) {
    for (JsonNode block : vm.unwrap(QmpClient.class).execute("query-block")) {
      if (block.path("qdev").asText().matches("(/machine/peripheral/)?" + device + "(/.*)?")) {
        return Path.of(block.path("inserted").path("file").asText()).getFileName().toString();
      }
    }
    return "no such device";
  }

  private static IncomingReport migrate(LocalVm here, IncomingVm there) throws Exception {
    end(here.migrate(there.listen(AS_IT_COMES), AS_IT_COMES, now -> {}));
    return end(there);
  }

  @Test
  void theDestinationFollowsWhatIsPluggedInAndChangedAndSoDoesTheWayBack() throws Exception {
    LocalVm here = source.start(spec);
    devices(here).attachDisk("hot", images.resolve("hot.img"));
    devices(here).attachNic("net");
    devices(here).insertMedium("cdrom", images.resolve("b.iso"));
    devices(here).insertMedium("floppy", images.resolve("a.iso"));
    List<QemuDevice> wanted = devices(here).list();
    assertThat(wanted)
        .extracting(QemuDevice::id)
        .containsExactly("image", "disk0", "cdrom", "floppy", "hot", "net");

    IncomingVm there = destination.startIncoming(spec, here.machine(), List.of());
    IncomingReport report = migrate(here, there);
    here.close();

    assertThat(report.outcome()).as("%s", report.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(devices(there.vm()).list()).isEqualTo(wanted);
    assertThat(file(there.vm(), "hot")).isEqualTo("hot.img");
    assertThat(file(there.vm(), "cdrom")).isEqualTo("b.iso");

    assertThat(file(there.vm(), "floppy")).isEqualTo("a.iso");

    devices(there.vm()).eject("cdrom");
    IncomingVm back = source.startIncoming(spec, there.vm().machine(), List.of());
    IncomingReport returned = migrate(there.vm(), back);

    assertThat(returned.outcome()).as("%s", returned.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(file(back.vm(), "hot")).isEqualTo("hot.img");
    assertThat(file(back.vm(), "cdrom")).isEmpty();
    assertThat(devices(back.vm()).isTrayOpen("cdrom")).isTrue();
  }

  /* QEMU numbers the states of user-mode networks in the order in which they are created. */
  @Test
  void theGuestsOwnNetworkOutlivesAnInterfaceThatComesAndGoes() throws Exception {
    VmSpec linux = TestContext.tinyLinux("vm1").toBuilder().network(true).build();
    LocalVm here = source.start(linux);
    assertThat(here.login(BOOT).run(PING).exitCode()).isZero();
    devices(here).attachNic("net");

    LocalVm there = hop(here, destination, linux);
    assertThat(there.login(BOOT).run(PING).exitCode()).isZero();
    devices(there).detach("net");

    assertThat(hop(there, source, linux).login(BOOT).run(PING).exitCode()).isZero();
  }

  /* The interface that left leaves a gap in these numbers, also on the hosts that come after. */
  @Test
  void anInterfaceMayLeaveBeforeOneThatWasPluggedInLater() throws Exception {
    VmSpec linux = TestContext.tinyLinux("vm1").toBuilder().network(true).build();
    LocalVm start = source.start(linux);
    assertThat(start.login(BOOT).run(PING).exitCode()).isZero();
    devices(start).attachNic("first");
    devices(start).attachNic("second");
    devices(start).detach("first");

    LocalVm there = hop(start, destination, linux);
    LocalVm back = hop(there, source, linux);
    devices(back).attachNic("third");
    LocalVm again = hop(back, destination, linux);
    devices(again).detach("second");
    LocalVm end = hop(again, source, linux);

    assertThat(devices(end).list()).extracting(QemuDevice::id).containsExactly("third");
    assertThat(networks(end)).containsExactly("multihost", "third-net");
    assertThat(end.login(BOOT).run(PING).exitCode()).isZero();
  }

  /** Returns the ids of the user-mode networks that QEMU itself has. */
  private static List<String> networks(LocalVm vm) {
    String table =
        vm.unwrap(QmpClient.class)
            .execute("human-monitor-command", Map.of("command-line", "info usernet"))
            .asText();
    return Pattern.compile("^Hub .*\\((.+)\\):", Pattern.MULTILINE)
        .matcher(table)
        .results()
        .map(hub -> hub.group(1))
        .toList();
  }

  /* The twin of the test above with the fault left in. */
  @Test
  void qemuRefusesADestinationWithoutWhatWasPluggedIn() throws Exception {
    LocalVm here = source.start(spec);
    MachineDescription asItStarted = here.machine();
    devices(here).attachDisk("hot", images.resolve("hot.img"));

    IncomingReport report = migrate(here, destination.startIncoming(spec, asItStarted, List.of()));

    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElseThrow())
        .containsPattern("Unknown (savevm )?section.*virtio-blk");
  }

  @Test
  void nothingChangesInAMigration() {
    LocalVm here = source.start(spec);
    QemuDevices devices = devices(here);
    List<QemuDevice> described = devices.list();
    here.inMigration(true);

    Map<String, ThrowingCallable> changes =
        Map.of(
            "[hot] cannot be plugged in now",
            () -> devices.attachDisk("hot", images.resolve("hot.img")),
            "[net] cannot be plugged in now",
            () -> devices.attachNic("net"),
            "[test] cannot be plugged in now",
            () -> devices.attach("test", "pci-testdev", Map.of()),
            "[disk0] cannot be detached now",
            () -> devices.detach("disk0"),
            "[floppy] cannot be given another medium now",
            () -> devices.insertMedium("floppy", images.resolve("b.iso")),
            "[cdrom] cannot be ejected now",
            () -> devices.eject("cdrom"));
    changes.forEach(
        (refusal, change) ->
            assertThatThrownBy(change)
                .isInstanceOf(VirtualMachineException.class)
                .hasMessageContainingAll("[vm1]: " + refusal, "before run() or start()"));
    assertThat(devices.list()).isEqualTo(described);
    assertThat(file(here, "cdrom")).isEqualTo("a.iso");

    here.inMigration(false);
    devices.attachDisk("hot", images.resolve("hot.img"));
    devices.eject("cdrom");
    assertThat(file(here, "hot")).isEqualTo("hot.img");
  }

  @Test
  void aHostKeepsTheMediumThatIsSetForItAlone() throws Exception {
    LocalVm here = source.start(spec);
    devices(here).insertMedium("cdrom", images.resolve("b.iso"));
    VmSpec own = spec(Optional.of(path("c.iso")), Set.of("cdrom"));

    IncomingVm there = destination.startIncoming(own, here.machine(), List.of());

    assertThat(file(there.vm(), "cdrom")).isEqualTo("c.iso");
    assertThat(migrate(here, there).outcome()).isEqualTo(MigrationOutcome.COMPLETED);
  }

  @Test
  void saysWhatCannotBeDone() {
    LocalVm here = source.start(spec);
    QemuDevices devices = devices(here);
    Path hot = images.resolve("hot.img");

    assertThatThrownBy(() -> devices.attachDisk("disk0", hot))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("[disk0] cannot be the id")
        .hasMessageContaining("[image, disk0, cdrom, floppy]");
    assertThatThrownBy(() -> devices.attachDisk("hot", images.resolve("missing")))
        .hasMessageContaining("missing] cannot be read");
    assertThatThrownBy(() -> devices.attachDisk("hot", hot, "no-such-format"))
        .hasMessageContaining("hot.img] cannot be used: its format [no-such-format] is not known");
    assertThatThrownBy(() -> devices.attachDisk("hot", hot, "qcow2"))
        .isInstanceOf(QmpCommandException.class);
    assertThatThrownBy(() -> devices.detach("cdrom")).hasMessageContaining("[cdrom] is built in");
    assertThatThrownBy(() -> devices.detach("none")).hasMessageContaining("no device [none]");
    assertThatThrownBy(() -> devices.eject("disk0")).hasMessageContaining("[disk0] is no drive");
    for (int i = 0; i < 4; i++) {
      devices.attachNic("net" + i);
    }
    assertThatThrownBy(() -> devices.attachDisk("hot", hot))
        .hasMessageContaining("no port is free to plug [hot] in: the VM has [6] ports");
  }

  @Test
  void saysWhichFileIsMissingBeforeAnythingStarts() {
    assertThatThrownBy(() -> source.verify(spec(Optional.of("/no/such.iso"), Set.of())))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("Virtual machine [vm1]: cdrom [/no/such.iso]: there is no file");
  }
}
