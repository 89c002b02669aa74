package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Companion;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.machine.QemuDevices;

/**
 * A directory of each host that virtiofsd shares with the guest. Its state cannot migrate, so the
 * guest releases it before it leaves, and gets that of the other host when it is there.
 */
@MultihostMigration
@MigrateVm(
    name = "vm1",
    memory = "128 MiB",
    companions =
        @Companion(
            name = "virtiofsd",
            command = "virtiofsd --socket-path={dir}/fs.sock -o source={dir}",
            socket = "{dir}/fs.sock"),
    arguments = {
      "-object", "memory-backend-memfd,id=ram,size=128M,share=on",
      "-machine", "memory-backend=ram",
      "-chardev", "socket,id=fs,path={dir}/fs.sock"
    })
class SharedDirectoryTests {

  /** The guest sees the device a moment after it was plugged in. */
  private static final String MOUNT =
      """
      modprobe virtiofs
      mkdir -p /shared
      until mount -t virtiofs data /shared; do sleep 0.1; done\
      """;

  @Test
  void isThereBeforeAndAfterTheMigration(Migrations migrations, VirtualMachine vm1)
      throws IOException {
    if (vm1.isHere()) {
      GuestSession session = vm1.session();
      mountAndRead(vm1, session);
      session.run("umount /shared");
      vm1.unwrap(QemuDevices.class).detach("share");
    }
    migrations.migrate().checkWork(work -> mountAndRead(work.vm(), work.session())).run();
  }

  /** Shares the directory of the host of the VM, and reads it in the guest. */
  static void mountAndRead(VirtualMachine vm, GuestSession session) throws IOException {
    Files.writeString(Path.of(vm.placeholder("dir"), "host"), vm.host());
    vm.unwrap(QemuDevices.class)
        .attach("share", "vhost-user-fs-pci", Map.of("chardev", "fs", "tag", "data"));
    session.run(MOUNT);
    assertThat(session.run("cat /shared/host").output()).isEqualTo(vm.host());
  }
}
