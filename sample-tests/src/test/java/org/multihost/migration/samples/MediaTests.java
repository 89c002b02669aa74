package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.machine.QemuDevices;

/** The medium in the CD-ROM drive: locked, changed, followed by the destination, ejected there. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(name = "vm1", memory = "128 MiB", cdrom = "src/test/images/first.iso")
class MediaTests {

  /** A drive needs a moment for a medium that was put in. */
  private static final String READ = "until head -n 1 /dev/sr0 2>/dev/null; do sleep 0.1; done";

  private static final Path SECOND = Path.of("src/test/images/second.iso");

  @Test
  void theDestinationHasTheMediumThatTheSourceHadLast(Migrations migrations, VirtualMachine vm1) {
    if (vm1.isHere()) {
      changeTheMedium(vm1);
    }
    migrations
        .migrate("vm1")
        .from("source")
        .to("destination")
        .checkWork(work -> ejectTheMedium(work.vm()))
        .run();
  }

  private static void changeTheMedium(VirtualMachine vm1) {
    QemuDevices devices = vm1.unwrap(QemuDevices.class);
    GuestSession session = vm1.session();
    assertThat(session.run(READ)).hasOutput("first medium");

    session.run("mkfifo /tmp/open");
    BackgroundWork reader = session.start("exec 3</dev/sr0; echo open > /tmp/open; sleep 1000");
    session.run("cat /tmp/open");
    assertThat(devices.isLocked("cdrom")).isTrue();
    assertThatThrownBy(() -> devices.eject("cdrom")).hasMessageContaining("locked");
    reader.stop();

    devices.insertMedium("cdrom", SECOND);
    assertThat(session.run(READ)).hasOutput("second medium");
  }

  private static void ejectTheMedium(VirtualMachine vm1) {
    QemuDevices devices = vm1.unwrap(QemuDevices.class);
    assertThat(vm1.session().run(READ)).hasOutput("second medium");
    devices.eject("cdrom");
    assertThat(devices.isTrayOpen("cdrom")).isTrue();
    assertThat(vm1.session().runUnchecked("head -n 1 /dev/sr0").exitCode()).isNotZero();
  }
}
