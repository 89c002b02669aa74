package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.Guest;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.machine.QemuDevices;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

@NeedsQemu
@Timeout(240)
class MachineTypeTests {

  private static final Duration BOOT = Duration.ofSeconds(120);
  private static final MigrationSettings AS_IT_COMES = MigrationSettings.DEFAULT;

  private final QemuDriver source =
      QemuDriver.create(new TestContext("source"), HostSystem.current());
  private final QemuDriver destination =
      QemuDriver.create(new TestContext("destination"), HostSystem.current());

  @TempDir Path images;

  @AfterEach
  void closeDrivers() {
    source.close();
    destination.close();
  }

  private Optional<String> image(String name, int size) throws IOException {
    return Optional.of(Files.write(images.resolve(name), new byte[size]).toString());
  }

  private static LocalVm hop(LocalVm here, QemuDriver to, VmSpec spec) throws Exception {
    IncomingVm there = to.startIncoming(spec, here.machine(), List.of());
    Hop.migrate(here, there, AS_IT_COMES);
    return there.vm();
  }

  private static String type(LocalVm vm) {
    return QemuMachine.of(vm.machine()).type();
  }

  private static String commandLine(LocalVm vm) {
    return String.join(" ", vm.unwrap(QemuProcess.class).launch().command());
  }

  @Test
  void pcHasDisksDrivesAndNetworksThereAndBack() throws Exception {
    VmSpec pc =
        TestContext.tinyLinux("vm1").toBuilder()
            .machine(Optional.of("pc"))
            .disks(List.of(VmDrives.Disk.of(image("disk.img", 1 << 20).orElseThrow())))
            .cdrom(image("cd.iso", 1 << 16))
            .floppy(image("floppy.img", 1474560))
            .network(true)
            .build();
    LocalVm here = source.start(pc);
    GuestSession before = here.login(BOOT);
    assertThat(before.run("ls -d /dev/vda /dev/sr0 /sys/class/net/eth0").exitCode()).isZero();
    Path later = Path.of(image("later.img", 1 << 20).orElseThrow());
    here.unwrap(QemuDevices.class).attachDisk("later", later, "raw");
    here.unwrap(QemuDevices.class).attachNic("nic");

    LocalVm there = hop(here, destination, pc);
    assertThat(type(there)).matches("pc-i440fx-\\d+\\.\\d+");
    assertThat(QemuMachine.of(there.machine())).isEqualTo(QemuMachine.of(here.machine()));
    there.unwrap(QemuDevices.class).detach("later");
    // QEMU numbers the states of user-mode networks by age: the guest's own one stays the oldest.
    there.unwrap(QemuDevices.class).detach("nic");

    LocalVm back = hop(there, source, pc);
    GuestSession after = back.login(BOOT);
    assertThat(after.run("echo x | dd of=/dev/vda && ls /dev/sr0").exitCode()).isZero();
  }

  @Test
  void microvmHasMemoryMappedDevicesAndTwoSerialPorts() throws Exception {
    VmSpec microvm =
        VmSpec.builder("vm1")
            .memory(64L << 20)
            .guest(Guest.BUILT_IN)
            .machine(Optional.of("microvm"))
            .disks(List.of(VmDrives.Disk.of(image("disk.img", 1 << 20).orElseThrow())))
            .network(true)
            .build();
    LocalVm here = source.start(microvm);
    here.awaitAnswer(BOOT);

    LocalVm there = hop(here, destination, microvm);
    there.awaitAnswer(BOOT);
    assertThat(type(there)).isEqualTo("microvm");
    assertThatThrownBy(() -> there.unwrap(QemuDevices.class).attachNic("later"))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("machine type [microvm] takes no devices while it runs");
  }

  @Test
  void aVersionAndACpuHoldOnTheDestination() throws Exception {
    VmSpec old =
        TestContext.withDisk("vm1", Path.of(image("empty.img", 1 << 20).orElseThrow())).toBuilder()
            .machine(Optional.of("pc-q35-7.2,smm=off"))
            .cpu(Optional.of("Nehalem,-sse4.2"))
            .build();
    LocalVm here = source.start(old);
    VmSpec another = old.toBuilder().machine(Optional.of("pc")).cpu(Optional.of("max")).build();
    LocalVm there = hop(here, destination, another);
    assertThat(type(there)).isEqualTo("pc-q35-7.2");
    assertThat(commandLine(here)).contains("-machine smm=off");
    assertThat(commandLine(there)).contains("-machine pc-q35-7.2 ", "-cpu Nehalem,-sse4.2 ");
  }

  @Test
  void theTypeInTheArgumentsOwnsThePortsToo() throws Exception {
    VmSpec spec =
        TestContext.tinyLinux("vm1").toBuilder()
            .arguments(List.of("-machine", "pc", "-cpu", "qemu64"))
            .disks(List.of(VmDrives.Disk.of(image("disk.img", 1 << 20).orElseThrow())))
            .cdrom(image("cd.iso", 1 << 16))
            .floppy(image("floppy.img", 1474560))
            .network(true)
            .build();
    LocalVm here = source.start(spec);
    LocalVm there = hop(here, destination, spec);
    assertThat(type(there)).startsWith("pc-i440fx-");
    assertThat(commandLine(there)).contains("-machine " + type(here) + " ", "bus=pci.0");
    assertThat(there.login(BOOT).run("ls -d /dev/vda /dev/sr0 /sys/class/net/eth0").exitCode())
        .isZero();
  }

  @Test
  void aDeviceThatTheTypeLacksIsRefusedBeforeQemuStarts() throws Exception {
    VmSpec spec =
        VmSpec.builder("vm1").guest(Guest.BUILT_IN).machine(Optional.of("microvm")).build();
    VmSpec drive = spec.toBuilder().cdrom(image("cd.iso", 1 << 16)).build();
    assertRefused(drive, "machine type [microvm] cannot have [cdrom]");
    VmSpec linux = spec.toBuilder().guest(Guest.LINUX).network(true).build();
    assertRefused(
        linux, "machine type [microvm] cannot have [network]: the kernel of the default guest");
    String disk = image("disk.img", 1 << 20).orElseThrow();
    VmSpec unknown =
        spec.toBuilder()
            .machine(Optional.of("isapc"))
            .disks(List.of(VmDrives.Disk.of(disk)))
            .build();
    assertRefused(
        unknown, "machine type [isapc] cannot have [disks]: it has places for [0], not [1]");
    VmDrives.Disk ide =
        new VmDrives.Disk(
            disk,
            Optional.empty(),
            DiskBus.IDE,
            Optional.empty(),
            DiskCache.WRITEBACK,
            false,
            false);
    VmSpec noIde = spec.toBuilder().machine(Optional.of("q35")).disks(List.of(ide)).build();
    assertRefused(noIde, "machine type [q35] has no bus [ide] for disk [disk0]");
    VmDrives.Disk odd = VmDrives.Disk.of(disk).with(disk, Optional.of("vhd"));
    VmSpec noFormat = noIde.toBuilder().disks(List.of(odd)).build();
    assertRefused(noFormat, "its format [vhd] is not known; allowed are raw and qcow2");
    VmSpec twice = spec.toBuilder().arguments(List.of("-machine", "pc,smm=off")).build();
    assertRefused(twice, "[machine = microvm] and the argument [-machine pc] contradict");
  }

  @Test
  void aNameThatQemuDoesNotKnowIsRefusedBeforeQemuStarts() {
    VmSpec spec = VmSpec.builder("vm1").guest(Guest.BUILT_IN).build();
    for (String name : List.of("q53", "Q35")) {
      VmSpec typed = spec.toBuilder().machine(Optional.of(name)).build();
      assertRefused(typed, "has no machine type [" + name + "]; did you mean [q35]?");
    }
    VmSpec argument = spec.toBuilder().arguments(List.of("-M", "pcc,smm=off")).build();
    assertRefused(argument, "has no machine type [pcc]; did you mean [pc]?");
    VmSpec model = spec.toBuilder().cpu(Optional.of("Nehalm,-sse4.2")).build();
    assertRefused(model, "has no CPU model [Nehalm]; did you mean [Nehalem]?");
    source.verify(spec.toBuilder().cpu(Optional.of("Nehalem,-sse4.2")).build());
    source.verify(spec.toBuilder().machine(Optional.of("pc-q35-7.2,smm=off")).build());
  }

  private void assertRefused(VmSpec spec, String message) {
    assertThatThrownBy(() -> source.verify(spec))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageStartingWith("Virtual machine [vm1]: ")
        .hasMessageContaining(message);
  }
}
