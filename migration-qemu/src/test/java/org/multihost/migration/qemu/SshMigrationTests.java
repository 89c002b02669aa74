package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.GuestSession;
import org.multihost.migration.qemu.guest.OpenSsh;
import org.multihost.migration.qemu.guest.session.SshSession;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmSpec;

/** A guest that is reached by SSH, on real QEMU; one test of many steps, for it boots a guest. */
@NeedsQemu
@Timeout(600)
class SshMigrationTests {

  private static final Duration BOOT = Duration.ofSeconds(240);

  @TempDir Path files;

  /** A VM with the user's own key: of the type that ssh-keygen makes by default, and encrypted. */
  private VmSpec vm1() throws IOException {
    Path key = OpenSsh.newKey(files.resolve("key"), "-t", "ed25519", "-N", "mellon");
    return TestContext.tinyLinux("vm1").toBuilder()
        .network(true)
        .login(GuestAccess.Login.SSH)
        .identity(Optional.of(key.toString()))
        .passphrase(Optional.of("mellon"))
        .regainAddress(Optional.of("echo regained >/tmp/address"))
        .build();
  }

  @Test
  void isReachedBySshOnBothSides() throws Exception {
    TestContext here = new TestContext("source");
    try (QemuDriver source = QemuDriver.create(here, HostSystem.current());
        QemuDriver destination =
            QemuDriver.create(new TestContext("destination"), HostSystem.current())) {
      VmSpec vm1 = vm1();
      LocalVm leaving = source.start(vm1);
      GuestSession before = leaving.login(BOOT);
      assertThat(before).isInstanceOf(SshSession.class);
      assertThat(before.run("echo out; echo err >&2; cat /etc/resolv.conf").output())
          .isEqualTo("out\nerr\nnameserver 10.0.2.3\n");
      assertThat(before.run("cat /root/.ssh/authorized_keys").output()).startsWith("ssh-ed25519 ");
      assertThat(before.runUnchecked("exit 42").exitCode()).isEqualTo(42);
      assertThat(before.run("seq 1 50000 | tee /tmp/seq").output()).endsWith("\n50000\n");
      BackgroundWork work = before.start("sleep 10000");
      Path sent = random(1 << 20);
      before.copyTo(sent, "/tmp/sent");

      IncomingVm arriving = destination.startIncoming(vm1, leaving.machine(), List.of());
      Hop.migrate(leaving, arriving, MigrationSettings.DEFAULT);
      GuestSession after = arriving.vm().login(BOOT);

      assertThat(after).isInstanceOf(SshSession.class).isNotSameAs(before);
      assertThat(after.started())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.command()).isEqualTo(work.command());
                assertThat(found.isRunning()).isTrue();
              });
      assertThat(after.run("cat /tmp/address").output()).isEqualTo("regained\n");
      after.copyFrom("/tmp/sent", files.resolve("back"));
      assertThat(files.resolve("back")).hasSameBinaryContentAs(sent);
    }
  }

  private Path random(int size) throws Exception {
    byte[] bytes = new byte[size];
    new Random(4).nextBytes(bytes);
    return Files.write(files.resolve("sent"), bytes);
  }
}
