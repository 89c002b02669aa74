package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.session.ConsoleLogin;
import org.multihost.migration.qemu.guest.session.SessionTimes;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.VmSpec;

/** A login on the console of a guest that is not the project's; few boots, of many steps each. */
@NeedsQemu
@Timeout(600)
class ConsoleLoginTests {

  private static final Duration BOOT = Duration.ofSeconds(240);

  private final QemuDriver driver =
      QemuDriver.create(new TestContext("source"), HostSystem.current());

  @TempDir Path files;

  @Test
  void aGettyIsLoggedInToOnBothSidesOfAMigration() throws Exception {
    VmSpec spec = OwnGuest.spec(files, Login.CONSOLE);
    try (driver;
        QemuDriver destination =
            QemuDriver.create(new TestContext("destination"), HostSystem.current())) {
      LocalVm leaving = driver.start(spec);
      GuestSession before = leaving.login(BOOT);
      assertThat(leaving.login(BOOT)).isSameAs(before);
      assertThat(before.run("echo out; echo err >&2; hostname").output())
          .isEqualTo("out\nerr\nown\n");
      assertThat(before.runUnchecked("printf '%s' \"it's 100% \\$!\"; exit 42"))
          .satisfies(
              result -> {
                assertThat(result.exitCode()).isEqualTo(42);
                assertThat(result.output()).isEqualTo("it's 100% $!");
              });
      assertThat(before.run("seq 1 5000 | tail -n 4000").output())
          .startsWith("1001\n")
          .endsWith("\n5000\n");
      assertThatThrownBy(() -> before.run("sleep 1000", Duration.ofSeconds(2)))
          .hasMessageContainingAll("[sleep 1000]", "on its console", "it was interrupted");
      BackgroundWork work = before.start("sleep 10000");
      Path sent = Files.writeString(files.resolve("sent"), "ä line\n".repeat(3000));
      before.copyTo(sent, "/tmp/sent");

      IncomingVm arriving = destination.startIncoming(spec, leaving.machine(), List.of());
      Hop.migrate(leaving, arriving, MigrationSettings.DEFAULT);
      GuestSession after = arriving.vm().login(BOOT);

      assertThat(after.started())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.command()).isEqualTo(work.command());
                assertThat(found.isRunning()).isTrue();
              });
      after.copyFrom("/tmp/sent", files.resolve("back"));
      assertThat(files.resolve("back")).hasSameBinaryContentAs(sent);
      assertThatThrownBy(() -> before.run("true")).hasMessageContaining("has migrated away");
      refusesAWrongPasswordAtOnce(arriving.vm(), after);
    }
  }

  private void refusesAWrongPasswordAtOnce(LocalVm vm, GuestSession shell) throws IOException {
    vm.console().send("exit\n");
    assertThatThrownBy(() -> login(vm, Optional.of("please")))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll(
            "as [root] on the console of virtual machine [vm1] was refused: check its user and",
            "Login incorrect")
        .hasMessageNotContaining("please");
    assertThatThrownBy(() -> login(vm, Optional.empty()))
        .hasMessageContaining("needs a password: set it as [multihost.vm.vm1.password]");
    vm.console().send("\n");
    login(vm, Optional.of(OwnGuest.PASSWORD));
  }

  private void login(LocalVm vm, Optional<String> password) throws IOException {
    GuestAccess access =
        OwnGuest.spec(files, Login.CONSOLE).toBuilder().password(password).build().access();
    SessionTimes times = new SessionTimes(Duration.ofMinutes(1), Duration.ofSeconds(1));
    new ConsoleLogin(
            "vm1", (SerialConsole) vm.console(), access, times, files.resolve("session.log"))
        .open(false, BOOT);
  }

  @Test
  void aSessionThatCannotBeIsRefusedAtOnce() throws IOException {
    try (driver) {
      LocalVm own = driver.start(OwnGuest.spec(files, Login.SERIAL));
      assertThatThrownBy(() -> own.login(BOOT))
          .isInstanceOf(GuestException.class)
          .hasMessageContainingAll(
              "[vm1] boots a guest of its own",
              "set [multihost.vm.vm1.login] to [ssh] or [console]");
      own.close();
      LocalVm tiny =
          driver.start(TestContext.tinyLinux("vm2").toBuilder().login(Login.CONSOLE).build());
      assertThatThrownBy(() -> tiny.login(BOOT))
          .hasMessageContainingAll("[vm2] boots the default guest", "no shell on its console");
      tiny.close();
      assertThatThrownBy(() -> tiny.console().send("\n"))
          .hasMessageContainingAll("console of virtual machine [vm2] takes no input");
    }
  }
}
