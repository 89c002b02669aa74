package org.multihost.migration.qemu.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.multihost.migration.qemu.doctor.Finding.State;
import org.multihost.migration.qemu.guest.image.GuestFiles;
import org.multihost.migration.qemu.guest.image.GuestPlaces;
import org.multihost.migration.qemu.install.HostPart;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.qemu.install.UefiFirmware;
import org.multihost.migration.qemu.machine.QemuImg;
import org.multihost.migration.spi.ProcessSettings;

/** All checks of a host, in the order of the report. */
record HostChecks(GuestPlaces places, ProcessSettings settings) {

  /** A snapshot of the default guest, and some. */
  private static final long CACHE_MEBIBYTES = 300;

  private static final long REPORT_MEBIBYTES = 100;
  private static final long TEMPORARY_MEBIBYTES = 16;
  private static final String OTHER_CACHE = "Let XDG_CACHE_HOME name another directory";

  List<Finding> run() {
    return Stream.of(neededParts(), otherParts(), abilities(), ports(), directories())
        .flatMap(List::stream)
        .map(Check::run)
        .toList();
  }

  private List<Check> neededParts() {
    return List.of(
        JdkCheck.ofProcess(),
        new QemuCheck(system(), qemu()),
        new KvmCheck(system()),
        new KernelCheck(places, qemu()),
        new PartCheck(
            "busybox",
            State.NEEDED,
            "the default guest",
            () -> files().busybox(qemu().path(QemuSettings.BUSYBOX)).toString()));
  }

  private List<Check> otherParts() {
    return List.of(
        part(
            "SSH server",
            "logins by SSH to the default guest",
            () -> files().sshServer().toString()),
        part("qemu-img", "clones of disks", () -> QemuImg.find(system()).program().toString()),
        part(
            "UEFI firmware",
            "guests with firmware = Firmware.UEFI",
            () -> UefiFirmware.find(system(), UefiFirmware.usualMachine(system())).toString()),
        part(
            "swtpm",
            "guests with a TPM, by arguments of the VM",
            () -> HostPart.SWTPM.program(system(), "swtpm").toString()),
        part(
            "virtiofsd",
            "guests with a shared directory, by arguments of the VM",
            () -> HostPart.VIRTIOFSD.program(system(), "virtiofsd").toString()));
  }

  private static Check part(String name, String use, Supplier<String> search) {
    return new PartCheck(name, State.MISSING, use, search);
  }

  private List<Check> abilities() {
    Privileges privileges = Privileges.ofProcess();
    return List.of(
        RdmaCheck.ofHost(),
        new PostcopyCheck(Path.of("/"), privileges),
        new NamespacesCheck(system(), privileges));
  }

  private List<Check> ports() {
    return List.of(
        PortCheck.ofCoordinator(settings.port()),
        PortCheck.ofMigrations(settings.migrationPorts()));
  }

  private List<Check> directories() {
    return List.of(
        new DirectoryCheck(
            "cache",
            system().cache(),
            State.LIMITED,
            CACHE_MEBIBYTES,
            "snapshots of booted guests, so that the next ones start at once",
            OTHER_CACHE),
        new DirectoryCheck(
            "reports",
            settings.reportDirectory(),
            State.NEEDED,
            REPORT_MEBIBYTES,
            "logs and reports",
            "Set [multihost.report.dir] to another directory"),
        new DirectoryCheck(
            "disk clones",
            settings.disksDirectory(),
            State.MISSING,
            REPORT_MEBIBYTES,
            "clones of disks",
            "Set [multihost.disks.dir] to another directory, which all hosts see"),
        new DirectoryCheck(
            "temporary files",
            Path.of(System.getProperty("java.io.tmpdir")),
            State.NEEDED,
            TEMPORARY_MEBIBYTES,
            "the sockets of QEMU",
            "Set [-Djava.io.tmpdir] to another directory with a short path"));
  }

  private HostSystem system() {
    return places.system();
  }

  private QemuSettings qemu() {
    return QemuSettings.of(settings);
  }

  private GuestFiles files() {
    return new GuestFiles(places);
  }
}
