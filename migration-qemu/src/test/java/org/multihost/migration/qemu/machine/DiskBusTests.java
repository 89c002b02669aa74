package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.qemu.Hop.hop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.CommandResult;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.QemuDriverProvider;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** Disks of every bus, as the default guest sees them before and after two migrations. */
@NeedsQemu
@Timeout(240)
class DiskBusTests {

  private static final Duration BOOT = Duration.ofSeconds(120);
  private static final int SIZE = 3 << 20;

  /** Prints the device that has a serial number. */
  private static final String FIND =
      """
      for disk in /sys/block/*; do
        if grep -q %s $disk/serial $disk/device/vpd_pg80 2>/dev/null; then
          basename $disk
        fi
      done\
      """;

  private final VirtualMachineDriver source =
      new QemuDriverProvider().create(new TestContext("source"));
  private final VirtualMachineDriver destination =
      new QemuDriverProvider().create(new TestContext("destination"));

  @TempDir Path images;

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  /** A disk that begins with a text. */
  private VmDrives.Disk disk(String name, DiskBus bus, DiskCache cache) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(images.resolve(name).toFile(), "rw")) {
      file.setLength(SIZE);
      file.writeBytes("this is " + name + ".");
    }
    return new VmDrives.Disk(
        images.resolve(name).toString(),
        Optional.of("raw"),
        bus,
        Optional.of("SN-" + name),
        cache,
        false,
        false);
  }

  private static VmDrives.Disk variant(VmDrives.Disk disk, boolean readOnly, boolean iothread) {
    return new VmDrives.Disk(
        disk.path(), disk.format(), disk.bus(), disk.serial(), disk.cache(), readOnly, iothread);
  }

  private static VmSpec spec(String machine, List<VmDrives.Disk> disks) {
    return TestContext.tinyLinux("vm1").toBuilder()
        .machine(Optional.of(machine))
        .disks(disks)
        .build();
  }

  private static String output(GuestSession session, String command) {
    CommandResult result = session.run(command);
    assertThat(result.exitCode()).as("%s: %s", command, result).isZero();
    return result.output().strip();
  }

  /** Returns the device of a disk after a check of what the guest sees of it. */
  private static String seen(GuestSession session, String name, String text) {
    String device = output(session, FIND.formatted("SN-" + name));
    assertThat(device).as("the device with serial number SN-%s", name).matches("(vd|sd)[a-z]");
    assertThat(output(session, "blockdev --getsize64 /dev/" + device)).isEqualTo("" + SIZE);
    session.run("echo 3 > /proc/sys/vm/drop_caches");
    assertThat(output(session, "head -c %d /dev/%s".formatted(text.length(), device)))
        .isEqualTo(text);
    return device;
  }

  private static void write(GuestSession session, String device, String text) {
    output(session, "printf '%s' | dd of=/dev/%s conv=notrunc,fsync".formatted(text, device));
  }

  /** Disks of one bus: how many, with which cache, and how the guest names them. */
  private record Row(DiskBus bus, DiskCache cache, int count, String device) {

    String name(int index) {
      return bus + "-" + index;
    }
  }

  @Test
  void aGuestHasDisksOfTheOlderBusesThereAndBack() throws Exception {
    aGuestHasItsDisksThereAndBack(
        "pc",
        List.of(
            new Row(DiskBus.SCSI, DiskCache.NONE, 2, "sd"),
            new Row(DiskBus.IDE, DiskCache.WRITETHROUGH, 3, "sd")));
  }

  /* Other tests have disks of these buses, too, but not several of each. */
  @Test
  @Tag("long")
  void aGuestHasSeveralDisksOfTheNewerBusesThereAndBack() throws Exception {
    aGuestHasItsDisksThereAndBack(
        "q35",
        List.of(
            new Row(DiskBus.PARAVIRTUAL, DiskCache.WRITEBACK, 2, "vd"),
            new Row(DiskBus.SATA, DiskCache.DIRECTSYNC, 3, "sd")));
  }

  private void aGuestHasItsDisksThereAndBack(String machine, List<Row> rows) throws Exception {
    List<VmDrives.Disk> disks = new ArrayList<>();
    for (Row row : rows) {
      for (int i = 0; i < row.count(); i++) {
        disks.add(disk(row.name(i), row.bus(), row.cache()));
      }
    }
    VmSpec spec = spec(machine, disks);
    source.verify(spec);
    LocalVm here = source.start(spec);
    GuestSession first = here.login(BOOT);
    for (Row row : rows) {
      for (int i = 0; i < row.count(); i++) {
        String name = row.name(i);
        assertThat(seen(first, name, "this is " + name)).startsWith(row.device());
      }
      write(first, seen(first, row.name(1), "this is"), "that");
    }

    LocalVm there = hop(here, destination, spec);
    GuestSession second = there.login(BOOT);
    for (Row row : rows) {
      for (int i = 0; i < row.count(); i += 2) {
        seen(second, row.name(i), "this is " + row.name(i));
      }
      write(second, seen(second, row.name(1), "that is " + row.name(1)), "what");
    }

    LocalVm back = hop(there, source, spec);
    GuestSession third = back.login(BOOT);
    for (Row row : rows) {
      seen(third, row.name(1), "what is " + row.name(1));
    }
    back.close();
    for (Row row : rows) {
      String path = row.name(1);
      assertThat(Files.readString(images.resolve(path), StandardCharsets.ISO_8859_1))
          .startsWith("what is " + path + ".");
    }
  }

  @Test
  void aDiskMayBeReadOnlyWithAThreadOfItsOwn() throws Exception {
    List<String> names = List.of("virtio", "scsi");
    List<VmDrives.Disk> disks =
        List.of(
            variant(disk("virtio", DiskBus.PARAVIRTUAL, DiskCache.NONE), true, true),
            variant(disk("scsi", DiskBus.SCSI, DiskCache.NONE), true, true));
    for (String name : names) {
      assertThat(images.resolve(name).toFile().setReadOnly()).isTrue();
    }
    VmSpec spec = spec("q35", disks);
    source.verify(spec);
    LocalVm here = source.start(spec);
    GuestSession first = here.login(BOOT);
    for (String name : names) {
      seen(first, name, "this is " + name);
    }

    LocalVm there = hop(here, destination, spec);
    GuestSession session = there.login(BOOT);
    for (String name : names) {
      String device = seen(session, name, "this is " + name);
      assertThat(output(session, "blockdev --getro /dev/" + device)).isEqualTo("1");
      output(session, "! echo x | dd of=/dev/%s conv=fsync".formatted(device));
    }
    JsonNode blocks = there.unwrap(QmpClient.class).execute("query-block");
    assertThat(blocks)
        .hasSize(2)
        .allSatisfy(
            block -> {
              assertThat(block.path("inserted").path("ro").asBoolean()).isTrue();
              assertThat(block.path("inserted").path("cache").path("direct").asBoolean()).isTrue();
            });
    JsonNode threads = there.unwrap(QmpClient.class).execute("query-iothreads");
    assertThat(threads.findValuesAsText("id"))
        .containsExactlyInAnyOrder("disk0-iothread", "disk1-iothread");
  }

  /* Plugged disks leave; those at a controller of the machine type cannot. */
  @Test
  void aScsiDiskIsDetachedWithItsControllerAndASataDiskIsNot() throws Exception {
    VmDrives.Disk scsi = variant(disk("scsi.img", DiskBus.SCSI, DiskCache.WRITEBACK), false, true);
    VmSpec spec = spec("q35", List.of(scsi, disk("sata.img", DiskBus.SATA, DiskCache.WRITEBACK)));
    LocalVm here = source.start(spec);
    here.login(BOOT);
    QemuDevices devices = here.unwrap(QemuDevices.class);
    assertThatThrownBy(() -> devices.detach("disk1"))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("[disk1] is on bus [sata], which cannot release it");

    devices.detach("disk0");
    devices.attachDisk("later", images.resolve("scsi.img"), "raw");

    LocalVm there = hop(here, destination, spec);
    GuestSession session = there.login(BOOT);
    seen(session, "sata.img", "this is sata.img");
    assertThat(output(session, FIND.formatted("later"))).startsWith("vd");
  }
}
