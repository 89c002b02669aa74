package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
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

  /** The server goes to the background when it listens. */
  private static final String WEB_SERVER =
      "ip link set eth0 up; ip addr add 10.0.2.15/24 dev eth0;"
          + "mkdir /www; echo hello > /www/index.html; httpd -p 80 -h /www";

  @Test
  void eachHostHasItsOwn(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .startWork(
                work -> {
                  work.session().run(WEB_SERVER);
                  assertThat(answer(work.vm("vm1"))).isEqualTo("hello");
                })
            .checkWork(
                work -> {
                  assertThat(answer(work.vm("vm1"))).isEqualTo("hello");
                  Path display = Path.of(work.vm("vm1").placeholder("dir"), "vnc.sock");
                  assertThat(display).exists();
                })
            .run();

    assertThat(result).isCompleted();
  }

  /** The guest's answer at the forwarded port of its present host. */
  private static String answer(VirtualMachine vm) throws IOException {
    int port = Integer.parseInt(vm.placeholder("port:web"));
    URLConnection connection =
        URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
    connection.setReadTimeout((int) Duration.ofSeconds(30).toMillis());
    try (InputStream answer = connection.getInputStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
