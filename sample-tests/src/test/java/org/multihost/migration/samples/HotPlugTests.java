package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Disk;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.machine.QemuDevice;
import org.multihost.migration.qemu.machine.QemuDevices;

/** Devices come and go; the destination has those that the source has when the VM migrates. */
@MultihostMigration(hosts = {"left", "right"})
@MigrateVm(
    name = "vm1",
    memory = "128 MiB",
    disks = @Disk(path = "src/test/images/data.img"),
    cloneDisks = CloneDisks.OVERLAY)
class HotPlugTests {

  /** A disk is known by its serial number, which is its id; the guest sees it a moment later. */
  private static final String HOT_DISK =
      """
      until disk=$(grep -lx hot /sys/block/*/serial); do sleep 0.1; done
      disk=/dev/$(basename $(dirname $disk))
      """;

  private static final String READ =
      HOT_DISK + "echo 3 > /proc/sys/vm/drop_caches; head -n 1 $disk";

  /** The guest sees a device a moment after it was plugged in. */
  private static final String FIND_RANDOM =
      "until grep -q 0x1044 /sys/bus/pci/devices/*/device; do sleep 0.1; done";

  @TempDir static Path directory;

  @Test
  void aDiskThatWasPluggedInMovesThereAndBack(Migrations migrations, VirtualMachine vm1)
      throws IOException {
    if (vm1.isHere()) {
      replaceTheDisk(vm1);
    }
    migrations
        .migrate("vm1")
        .from("left")
        .to("right")
        .checkWork(work -> checkTheDisk(work.vm()))
        .run();
    migrations
        .migrate("vm1")
        .from("right")
        .to("left")
        .checkWork(work -> checkTheDisk(work.vm()))
        .run();
  }

  @Test
  void anyOtherDeviceMovesToo(Migrations migrations, VirtualMachine vm1) {
    if (vm1.isHere()) {
      QemuDevices devices = vm1.unwrap(QemuDevices.class);
      devices.attach("random", "virtio-rng-pci", Map.of("max-bytes", 1024, "period", 1000));
      assertThat(vm1.session().run(FIND_RANDOM)).succeeded();
    }
    migrations
        .migrate()
        .checkWork(work -> assertThat(work.session().run(FIND_RANDOM)).succeeded())
        .run();
  }

  private static void replaceTheDisk(VirtualMachine vm1) throws IOException {
    QemuDevices devices = vm1.unwrap(QemuDevices.class);
    Path image = directory.resolve("hot.img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(1 << 20);
    }
    GuestSession session = vm1.session();
    devices.attachDisk("hot", image);
    session.run(HOT_DISK + "echo written to the hot disk | dd of=$disk conv=fsync");
    devices.detach("disk0");
  }

  private static void checkTheDisk(VirtualMachine vm1) {
    assertThat(vm1.unwrap(QemuDevices.class).list())
        .extracting(QemuDevice::id)
        .containsExactly("hot");
    assertThat(vm1.session().run(READ)).hasOutput("written to the hot disk");
    assertThat(vm1.session().run("ls /sys/block | grep -c vd")).hasOutput("1");
  }
}
