package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** A guest agent's channel, a display and a forwarded port: files and ports of each host. */
@MultihostMigration
@MigrateVm(
    name = "vm1",
    memory = "128 MiB",
    arguments = {
      "-device", "virtio-serial-pci",
      "-chardev", "socket,id=qga,path={dir}/qga.sock,server=on,wait=off",
      "-device", "virtserialport,chardev=qga,name=org.qemu.guest_agent.0",
      "-netdev", "user,id=n1,hostfwd=tcp:127.0.0.1:{port:web}-:80",
      "-device", "virtio-net-pci,netdev=n1",
      "-vnc", "unix:{dir}/vnc.sock"
    })
class HostResourcesTests {

  @Test
  void eachHostHasItsOwn(Migrations migrations, VirtualMachine vm1) {
    assertThat(migrations.migrate().run()).isCompleted();

    if (vm1.isHere()) {
      assertThat(Path.of(vm1.placeholder("dir"), "vnc.sock")).exists();
    }
  }
}
