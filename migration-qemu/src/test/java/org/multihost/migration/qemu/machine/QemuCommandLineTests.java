package org.multihost.migration.qemu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.QemuBinary;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.QemuVersion;
import org.multihost.migration.qemu.install.UefiFirmware;
import org.multihost.migration.qemu.process.RunDirectory;

class QemuCommandLineTests {

  private static final QemuInstallation QEMU =
      new QemuInstallation(
          new QemuBinary(Path.of("/usr/bin/qemu-system-x86_64"), new QemuVersion(10, 0, 2)),
          Accelerator.TCG);
  private static final QemuMachine MACHINE =
      new QemuMachine("pc-q35-7.2", "qemu64", 256 << 20, 2, "console=ttyS0", 0, List.of());
  private static final List<String> MORE = List.of("-device", "edu");
  private static final GuestBoot LINUX =
      new GuestBoot(
          Optional.of(Path.of("/boot/vmlinuz")),
          Optional.of(Path.of("/boot/initrd")),
          Optional.of("its own, not the source's"),
          Optional.empty(),
          GuestKind.LINUX);

  private static final DiskImage QCOW2 = new DiskImage(Path.of("/images/a,b.qcow2"), "qcow2");
  private static final DiskImage RAW = new DiskImage(Path.of("/images/c.img"), "raw");
  private static final List<QemuDevice> DEVICES =
      List.of(
          new QemuDevice.Disk("disk0", QCOW2, 0, false, DiskModel.of("disk0")),
          new QemuDevice.Cdrom("cdrom", RAW, true),
          new QemuDevice.Floppy("floppy", null, true),
          new QemuDevice.Nic("net", "52:54:00:00:00:01", 9, 0));

  private static String line(QemuMachine machine, GuestBoot boot, StartMode start) {
    return line(machine, boot, start, MORE);
  }

  private static String line(
      QemuMachine machine, GuestBoot boot, StartMode start, List<String> more) {
    RunDirectory directory = new RunDirectory(Path.of("/tmp/mh-r1,x"));
    return String.join(
        " ",
        new QemuCommandLine(QEMU, "vm1-source-r1", machine, boot, more, directory, start)
            .arguments());
  }

  @Test
  void bootsAKernelInTheSourcesMachine() {
    assertThat(line(MACHINE, LINUX, StartMode.RUNNING))
        .isEqualTo(
            "/usr/bin/qemu-system-x86_64 -name guest=vm1-source-r1 -nodefaults -no-user-config"
                + " -display none -no-shutdown -machine pc-q35-7.2 -accel tcg -cpu qemu64 -smp 2"
                + " -m 256M -kernel /boot/vmlinuz -initrd /boot/initrd -append console=ttyS0"
                + " -chardev socket,id=qmp,path=/tmp/mh-r1,,x/qmp"
                + " -chardev socket,id=console,path=/tmp/mh-r1,,x/console"
                + " -chardev socket,id=session,path=/tmp/mh-r1,,x/session"
                + " -mon chardev=qmp,mode=control"
                + " -chardev socket,id=fds,path=/tmp/mh-r1,,x/fds,server=on,wait=off"
                + " -mon chardev=fds,mode=control"
                + " -serial chardev:console -serial chardev:session"
                + " -device edu");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-accel kvm,dirty-ring-size=4096",
        "--accel tcg,thread=single",
        "-machine kernel-irqchip=split,accel=kvm",
        "-M accel=kvm:tcg",
        "-enable-kvm"
      })
  void leavesTheAcceleratorToArgumentsThatGiveOne(String given) {
    List<String> more = List.of(given.split(" "));
    String line = line(MACHINE, LINUX, StartMode.RUNNING, more);
    assertThat(line).contains(" -machine pc-q35-7.2 -cpu ").endsWith(given);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-machine smm=off", "-device accel=1", "-accelerate kvm"})
  void givesTheAcceleratorBesideOtherArguments(String given) {
    List<String> more = List.of(given.split(" "));
    assertThat(line(MACHINE, LINUX, StartMode.RUNNING, more)).contains(" -accel tcg ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa", "tr-TR", "my", "hi-IN-u-nu-deva"})
  void isTheSameInEveryLocale(String language) {
    Locale before = Locale.getDefault();
    QemuMachine many = new QemuMachine("q35", "max", 1L << 40, 300, null, 12, DEVICES);
    String expected = line(many, LINUX, StartMode.INCOMING);
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      assertThat(line(many, LINUX, StartMode.INCOMING)).isEqualTo(expected);
      assertThat(many.describe().text()).matches("\\p{ASCII}*");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void waitsForAMigration() {
    assertThat(line(MACHINE, LINUX, StartMode.INCOMING)).contains(" -incoming defer ");
  }

  @Test
  void startsPaused() {
    assertThat(line(MACHINE, LINUX, StartMode.PAUSED)).contains(" -S ").doesNotContain("-incoming");
  }

  @Test
  void bootsAnImage() {
    GuestBoot disk =
        new GuestBoot(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), GuestKind.OWN);
    List<QemuDevice> image =
        List.of(new QemuDevice.Disk("image", QCOW2, 0, true, DiskModel.of("image")));
    QemuMachine odd = new QemuMachine("q35", "max", 1_000_000, 1, null, 1, image);
    assertThat(line(odd, disk, StartMode.RUNNING))
        .contains(" -m 1000000B ")
        .contains(
            " -device"
                + " driver=pcie-root-port,id=port0,bus=pcie.0,addr=0x10.0,multifunction=on,chassis=1"
                + " -blockdev"
                + " driver=qcow2,node-name=image-image,read-only=off,file.driver=file,file.filename=/images/a,,b.qcow2"
                + " -device"
                + " driver=virtio-blk-pci,id=image,bus=port0,drive=image-image,serial=image,bootindex=1"
                + " ")
        .doesNotContain("-kernel")
        .doesNotContain("-append");
  }

  @Test
  void hasDrivesWithAndWithoutAMedium() {
    assertThat(line(MACHINE.with(DEVICES), LINUX, StartMode.RUNNING))
        .contains(
            " -blockdev driver=raw,node-name=cdrom-image,read-only=on,"
                + "file.driver=file,file.filename=/images/c.img"
                + " -device driver=ide-cd,id=cdrom,bus=ide.0,drive=cdrom-image"
                + " -device driver=isa-fdc -device driver=floppy,id=floppy,drive-type=144 ");
  }

  /* QEMU numbers the states of user-mode networks in this order, on both sides of a migration. */
  @Test
  void hasTheNetworksThatWerePluggedInAfterThoseOfTheStart() {
    List<String> network = List.of("-netdev", "user,id=multihost");

    assertThat(line(MACHINE.with(DEVICES), LINUX, StartMode.INCOMING, network))
        .endsWith(
            " -netdev user,id=multihost"
                + " -netdev type=user,id=net-net"
                + " -device driver=virtio-net-pci,id=net,bus=port9,netdev=net-net,"
                + "mac=52:54:00:00:00:01,romfile=");
  }

  @Test
  void hasAPlaceholderForEachNetworkThatWasRemovedBeforeALaterOne() {
    QemuMachine later =
        MACHINE.with(
            List.of(
                new QemuDevice.Nic("b", "52:54:00:00:00:01", 9, 1),
                new QemuDevice.Nic("d", "52:54:00:00:00:02", 8, 3)));

    assertThat(line(later, LINUX, StartMode.INCOMING))
        .containsSubsequence(
            " -netdev type=user,id=multihost-gap0 -netdev type=user,id=b-net -device ",
            " -netdev type=user,id=multihost-gap2 -netdev type=user,id=d-net -device ");
    assertThat(line(later, LINUX, StartMode.RUNNING)).doesNotContain("-gap");
  }

  @Test
  void describesAMachineSoThatItCanBeRead() {
    assertThat(QemuMachine.of(MACHINE.describe())).isEqualTo(MACHINE);
    QemuMachine bare = new QemuMachine("q35", "max", 1, 1, null, 1, DEVICES);
    assertThat(QemuMachine.of(bare.describe())).isEqualTo(bare);
  }

  @Test
  void bootsWithUefiFromSharedCodeAndACopyOfTheVariables() {
    UefiFirmware ovmf =
        new UefiFirmware(
            new UefiFirmware.Image(Path.of("/share/code.fd"), "raw"),
            new UefiFirmware.Image(Path.of("/share/vars.qcow2"), "qcow2"));
    GuestBoot uefi =
        new GuestBoot(
            LINUX.kernel(), LINUX.initrd(), LINUX.cmdline(), Optional.of(ovmf), GuestKind.LINUX);
    QemuCommandLine line =
        new QemuCommandLine(
            QEMU,
            "vm1-source-r1",
            MACHINE,
            uefi,
            MORE,
            new RunDirectory(Path.of("/tmp/mh-r1,x")),
            StartMode.RUNNING);
    String code =
        " -blockdev driver=raw,node-name=firmware,read-only=on,"
            + "file.driver=file,file.filename=/share/code.fd ";

    assertThat(line.copies()).containsExactly(Map.entry("variables", Path.of("/share/vars.qcow2")));
    assertThat(String.join(" ", line.arguments()))
        .contains(" -machine pc-q35-7.2,pflash0=firmware,pflash1=variables ", code)
        .contains(
            " -blockdev driver=qcow2,node-name=variables,read-only=off,"
                + "file.driver=file,file.filename=/tmp/mh-r1,,x/variables ");
    assertThat(String.join(" ", line.byHand(MACHINE)))
        .contains(code, "read-only=on,file.driver=file,file.filename=/share/vars.qcow2 ")
        .doesNotContain("/tmp/mh-r1");
  }

  @Test
  void startsByHandWithTheDevicesOfNowAndTheTerminalAsItsConsole() {
    RunDirectory gone = new RunDirectory(Path.of("/tmp/gone"));
    QemuCommandLine started =
        new QemuCommandLine(QEMU, "vm1-source-r1", MACHINE, LINUX, MORE, gone, StartMode.INCOMING);

    assertThat(String.join(" ", started.byHand(MACHINE.with(DEVICES))))
        .startsWith("/usr/bin/qemu-system-x86_64 -name guest=by-hand ")
        .contains("-machine pc-q35-7.2 -accel tcg", "/images/a,,b.qcow2")
        .contains(" -serial mon:stdio -serial null -device edu -netdev type=user,id=net-net ")
        .doesNotContain("/tmp/gone", "-incoming", "chardev");
  }
}
