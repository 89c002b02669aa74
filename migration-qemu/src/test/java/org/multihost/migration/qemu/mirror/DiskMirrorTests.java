package org.multihost.migration.qemu.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.qemu.Hop.end;
import static org.multihost.migration.qemu.Hop.hop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.TestContext;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.machine.DiskImage;
import org.multihost.migration.qemu.machine.QemuImg;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** Migrations between two hosts with disks of their own, with guests that write to them. */
@NeedsQemu
@Timeout(240)
class DiskMirrorTests extends MirrorFixture {

  @ParameterizedTest
  @CsvSource({"TCP", "UNIX", "FD"})
  void aGuestThatWritesFindsItsDiskThereAndBack(Transport.Kind kind) throws Exception {
    Path home = image("home.img");
    MigrationSettings settings =
        AS_IT_COMES.over(
            switch (kind) {
              case UNIX -> Transport.unix();
              case FD -> Transport.fd();
              default -> Transport.tcp();
            });
    VmSpec here = spec("source", raw(home));
    VmSpec there = spec("destination", raw(images.resolve("not-there.img")));
    source.verify(here);
    destination.verify(there);
    LocalVm first = source.start(here);
    GuestSession session = first.login(BOOT);
    output(session, WRITER);

    LocalVm second = hop(first, destination, there, settings);
    int atHome = linesOf(home);
    Path copy = images.resolve("destination/vm1-disk0-copy.raw");
    assertThat(copy).hasSize(SIZE);
    GuestSession onCopy = second.login(BOOT);
    int afterFirst = written(onCopy);
    output(onCopy, "until [ $(cat /written) -gt %d ]; do :; done".formatted(afterFirst + 5));
    assertThat(nodes(second)).contains(copy.toString()).doesNotContain(home.toString());

    LocalVm third = hop(second, source, here, settings);
    GuestSession back = third.login(BOOT);
    output(back, "until [ $(cat /written) -gt %d ]; do :; done".formatted(written(back) + 5));
    int all = stopWriter(back);
    third.close();

    Path last = images.resolve("source/vm1-disk0-copy.raw");
    hasLines(last, all);
    assertThat(block(last, 0)).isEqualTo("this is home.img.");
    assertThat(block(last, 4096)).startsWith("filled filled");
    assertThat(atHome).as("lines of the image at home").isPositive().isLessThan(all);
    assertThat(linesOf(home)).as("the guest has left that image").isEqualTo(atHome);
    assertThat(Files.mismatch(copy, last)).as("more was written after the second").isPositive();
  }

  /** Two disks of different formats and buses, one with a thread, beside one that is read-only. */
  @Test
  void disksOfEveryKindAreMirroredAndReadOnlyOnesAreNot() throws Exception {
    Path first = image("first.img");
    Path shared = image("shared.img");
    Path second = images.resolve("second.qcow2");
    QemuImg.find(HostSystem.current())
        .create(new DiskImage(second, "qcow2"), SIZE, Duration.ofSeconds(20));
    VmDrives.Disk[] disks = {
      new VmDrives.Disk(
          first.toString(),
          Optional.of("raw"),
          DiskBus.PARAVIRTUAL,
          Optional.empty(),
          DiskCache.NONE,
          false,
          true),
      new VmDrives.Disk(
          second.toString(),
          Optional.of("qcow2"),
          DiskBus.SCSI,
          Optional.empty(),
          DiskCache.WRITEBACK,
          false,
          false),
      new VmDrives.Disk(
          shared.toString(),
          Optional.of("raw"),
          DiskBus.PARAVIRTUAL,
          Optional.empty(),
          DiskCache.WRITEBACK,
          true,
          false)
    };
    VmSpec here = spec("source", disks);
    VmSpec there = spec("destination", disks);
    LocalVm vm = source.start(here);
    output(vm.login(BOOT), "printf hello | dd of=/dev/sda conv=notrunc,fsync");
    LocalVm moved = hop(vm, destination, there, AS_IT_COMES);
    GuestSession session = moved.login(BOOT);
    output(session, "echo 3 > /proc/sys/vm/drop_caches");
    assertThat(output(session, "head -c 5 /dev/sda")).isEqualTo("hello");
    assertThat(output(session, "head -c 17 /dev/vda")).isEqualTo("this is first.img");
    assertThat(output(session, "head -c 18 /dev/vdb")).isEqualTo("this is shared.img");
    output(session, "printf world | dd of=/dev/sda conv=notrunc,fsync");
    output(session, "printf 'that' | dd of=/dev/vda conv=notrunc,fsync");
    assertThat(nodes(moved))
        .contains("destination/vm1-disk0-copy.raw", "destination/vm1-disk1-copy.qcow2")
        .contains(shared.toString());

    LocalVm back = hop(moved, source, here, AS_IT_COMES);
    GuestSession last = back.login(BOOT);
    output(last, "echo 3 > /proc/sys/vm/drop_caches");
    assertThat(output(last, "head -c 5 /dev/sda")).isEqualTo("world");
    assertThat(output(last, "head -c 17 /dev/vda")).isEqualTo("that is first.img");
    assertThat(block(first, 0)).isEqualTo("this is first.img.");
  }

  /** The wrong twin of a destination: its disk is larger, or smaller. */
  @ParameterizedTest
  @CsvSource({"2", "-2"})
  void aDiskOfAnotherSizeFailsTheMigration(int mebibytes) throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    GuestSession session = here.login(BOOT);
    String size = "\"disk0\":" + SIZE;
    String machine = here.machine().text();
    assertThat(machine).contains(size);
    long other = SIZE + ((long) mebibytes << 20);
    IncomingVm there =
        destination.startIncoming(
            spec("destination", raw(home)),
            new MachineDescription(machine.replace(size, "\"disk0\":" + other)),
            List.of());
    OutgoingReport report = end(here.migrate(there.listen(AS_IT_COMES), AS_IT_COMES, now -> {}));
    assertThat(report.outcome()).isEqualTo(MigrationOutcome.FAILED);
    assertThat(report.error().orElse(""))
        .contains(
            "disk [disk0] has [%d] bytes on the source and [%d] on the destination"
                .formatted(SIZE, other));
    runsOn(here, session, home);
    hop(here, destination, spec("again", raw(home)), AS_IT_COMES);
  }

  @Test
  void aFileCannotTakeDisks() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    IncomingVm there = arriving(here, home);
    MigrationSettings file = AS_IT_COMES.over(new Transport.File(images.resolve("state")));
    assertThatThrownBy(() -> there.listen(file))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContaining("[vm1] cannot migrate through a file with [storage = mirror]");
  }

  @Test
  void aDestinationWithoutAPlaceForItsDisksSaysSo() throws Exception {
    Path home = image("home.img");
    LocalVm here = started(home);
    VmSpec shared = TestContext.tinyLinux("vm1").toBuilder().disks(List.of(raw(home))).build();
    assertThatThrownBy(() -> destination.startIncoming(shared, here.machine(), List.of()))
        .hasMessageContaining("[storage = shared]")
        .hasMessageContaining("give all hosts the same");
  }
}
