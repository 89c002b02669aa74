package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.qemu.Hop.end;
import static org.multihost.migration.qemu.Hop.hop;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Guest;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.machine.QemuDevices;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** Guests of 64-bit ARM with the machine type {@code virt}, which another host emulates. */
@NeedsQemu
@Timeout(400)
@Tag("long")
class ArmGuestTests {

  private static final GuestsOf ARM = GuestsOf.architecture("aarch64");
  private static final Duration BOOT = Duration.ofSeconds(180);

  @TempDir Path images;

  @BeforeEach
  void verifyParts() {
    ARM.verify();
  }

  private static VmSpec linux() {
    return VmSpec.builder("vm1").memory(192L << 20).build();
  }

  private String image(String name) throws IOException {
    Path image = images.resolve(name);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(1 << 20);
      file.writeBytes("this is " + name);
    }
    return image.toString();
  }

  private static String output(LocalVm vm, String command) {
    return vm.login(BOOT).run(command).output().strip();
  }

  @Test
  void theBuiltInGuestIsALinuxWhichNeedsItsMemory() {
    try (QemuDriver driver = QemuDriver.create(ARM.on("source"), HostSystem.current())) {
      VmSpec small = linux().toBuilder().guest(Guest.BUILT_IN).memory(32L << 20).build();

      assertThatThrownBy(() -> driver.verify(small))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageContainingAll(
              "[vm1]: memory [32 MiB] is too small for the default Linux, which needs [192 MiB]",
              "the built-in guest, which needs less, exists for x86_64 only");
    }
  }

  @Test
  void aDriveThatTheMachineTypeLacksIsRefused() throws IOException {
    try (QemuDriver driver = QemuDriver.create(ARM.on("source"), HostSystem.current())) {
      VmSpec cdrom =
          TestContext.withDrives(
              linux(),
              new VmDrives(
                  List.of(),
                  Optional.of(image("a.iso")),
                  Optional.empty(),
                  CloneDisks.NONE,
                  Set.of()));

      assertThatThrownBy(() -> driver.verify(cdrom))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageEndingWith(
              "machine type [virt] cannot have [cdrom]: it has no controller for it");
    }
  }

  @Test
  void itsDisksAndWhatIsPluggedInFollowThereAndBack() throws Exception {
    VmSpec spec =
        linux().toBuilder()
            .network(true)
            .disks(List.of(VmDrives.Disk.of(image("data.img"))))
            .build();
    try (QemuDriver source = QemuDriver.create(ARM.on("source"), HostSystem.current());
        QemuDriver destination = QemuDriver.create(ARM.on("destination"), HostSystem.current())) {
      LocalVm here = source.start(spec);
      assertThat(output(here, "uname -m; head -c 16 /dev/vda"))
          .isEqualTo("aarch64\nthis is data.img");
      QemuDevices devices = here.unwrap(QemuDevices.class);
      devices.attachDisk("hot", Path.of(image("hot.img")), "raw");
      devices.attachNic("net");
      devices.attach("random", "virtio-rng-pci", Map.of());
      devices.detach("disk0");

      LocalVm there = hop(here, destination, spec);
      assertThat(
              output(
                  there, "until head -c 15 /dev/vdb; do sleep 0.1; done; ping -c 1 -W 20 10.0.2.2"))
          .contains("this is hot.img", " 0% packet loss");
      LocalVm back = hop(there, source, spec);

      assertThat(back.unwrap(QemuDevices.class).list())
          .extracting(device -> device.id())
          .containsExactly("hot", "net", "random");
      assertThat(output(back, "head -c 15 /dev/vdb")).isEqualTo("this is hot.img");
    }
  }

  /* Without KVM, a QEMU of another version knows other registers of the processor. */
  @Test
  void anOlderQemuSendsItToItsOwnVersionOnly() throws Exception {
    VmSpec spec = linux().toBuilder().machine(Optional.of("virt-7.2")).build();
    try (QemuDriver old = QemuDriver.create(OldQemu.on("old", "aarch64"), HostSystem.current());
        QemuDriver same = QemuDriver.create(OldQemu.on("same", "aarch64"), HostSystem.current());
        QemuDriver newer = QemuDriver.create(ARM.on("newer"), HostSystem.current())) {
      LocalVm here = old.start(spec);
      output(here, "echo kept > /tmp/note");
      LocalVm there = hop(here, same, spec);
      assertThat(output(there, "cat /tmp/note")).isEqualTo("kept");

      IncomingVm refusing = newer.startIncoming(spec, there.machine(), List.of());
      MigrationSettings settings = MigrationSettings.DEFAULT;
      there.migrate(refusing.listen(settings), settings, now -> {});
      IncomingReport report = end(refusing);

      assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
      assertThat(report.error().orElseThrow())
          .contains("error while loading state for instance 0x0 of device 'cpu'");
    }
  }
}
