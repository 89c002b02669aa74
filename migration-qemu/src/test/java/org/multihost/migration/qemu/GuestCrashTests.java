package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.spi.LocalVm;

/** Crashes of a real guest, and what only looks like one. */
@NeedsQemu
@Timeout(300)
class GuestCrashTests {

  private static final Duration SOON = Duration.ofMinutes(2);

  /** An ELF program for x86-64 whose only instruction is HLT, which a program may not execute. */
  private static final String FAULTS =
      "7f454c46020101000000000000000000"
          + "02003e0001000000"
          + "7800400000000000"
          + "4000000000000000"
          + "0000000000000000"
          + "00000000"
          + "4000380001000000"
          + "00000000"
          + "0100000005000000"
          + "0000000000000000"
          + "0000400000000000"
          + "0000400000000000"
          + "7900000000000000"
          + "7900000000000000"
          + "0010000000000000"
          + "f4";

  private final TestContext context =
      new TestContext("source")
          .with(QemuSettings.CRASH, "^db: CORRUPT")
          .with(QemuSettings.NO_CRASH, "my_driver");
  private final QemuDriver driver = QemuDriver.create(context, HostSystem.current());

  @TempDir Path files;

  @AfterEach
  public void close() {
    driver.close();
  }

  @Test
  void aProgramThatFaultsOrComplainsIsNone() throws IOException {
    LocalVm vm = driver.start(TestContext.withCmdline(TestContext.tinyLinux("vm1"), "loglevel=7"));
    GuestSession session = vm.login(SOON);
    Path program = Files.write(files.resolve("h"), HexFormat.of().parseHex(FAULTS));
    session.copyTo(program, "/tmp/h");

    session.runUnchecked("chmod +x /tmp/h; /tmp/h");
    vm.console().await("general protection fault", SOON);
    session.run("echo 'Oops: 0000 [#1] is what a program prints' > /dev/ttyS0");
    session.run("echo 'BUG: unable to handle this' > /dev/ttyS0; echo last > /dev/ttyS0");
    vm.console().await("last", SOON);

    vm.verifyHealthy();
    assertThat(vm.failed().toCompletableFuture()).isNotDone();
    assertThat(context.notices())
        .filteredOn(notice -> notice.contains("A program in the guest"))
        .singleElement()
        .asString()
        .contains("A program in the guest of virtual machine [vm1] faulted", "[traps: h[");
  }

  @Test
  void theUsersPatternsSayWhatIsACrash() {
    LocalVm vm = driver.start(TestContext.tinyLinux("vm1"));
    GuestSession session = vm.login(SOON);
    session.run("echo '<1>BUG: my_driver is odd' > /dev/kmsg");
    vm.console().await("my_driver is odd", SOON);
    vm.verifyHealthy();

    session.run("echo 'db: CORRUPT page 7' > /dev/ttyS0");

    assertThat(vm.failed())
        .succeedsWithin(SOON)
        .asString()
        .contains("[vm1] has crashed: [db: CORRUPT page 7]");
  }

  @Test
  void aPanicIsKnownAsSoonAsTheConsoleShowsIt() {
    LocalVm vm = driver.start(TestContext.tinyLinux("vm1"));
    vm.login(SOON).start("sleep 1; echo c > /proc/sysrq-trigger");

    vm.console().await("Kernel panic - not", SOON);

    assertThatThrownBy(vm::verifyHealthy)
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("[vm1] has crashed: [Kernel panic - not");
    assertThat(vm.failed())
        .succeedsWithin(SOON)
        .asString()
        .contains("has crashed: [Kernel panic - not syncing: sysrq triggered crash]");
  }

  /** As a triple fault does, and a panic whose message is lost: the kernel does not know of it. */
  @Test
  void aResetThatTheGuestDoesNotAnnounceIsACrash() {
    LocalVm vm = driver.start(TestContext.tinyLinux("vm1"));
    GuestSession session = vm.login(SOON);
    session.run("[ -c /dev/port ] || mknod /dev/port c 1 4");
    session.start(
        "sleep 1; printf '\\376' | dd of=/dev/port bs=1 seek=100 conv=notrunc; echo the reset failed > /dev/ttyS0");

    assertThat(vm.failed())
        .succeedsWithin(SOON)
        .asString()
        .contains("The guest of virtual machine [vm1] has reset itself", "triple fault");
    assertThatThrownBy(vm::verifyHealthy).hasMessageContaining("has reset itself");
  }

  @Test
  void aResetByTheTestAndARebootThatTheGuestAnnouncesAreNoCrash() {
    LocalVm vm = driver.start(TestContext.tinyLinux("vm1"));
    vm.login(SOON).run("true");
    vm.reset();
    vm.login(SOON).start("sleep 1; reboot -f");
    vm.console().await("Restarting system", SOON);
    vm.verifyHealthy();

    vm.login(SOON).run("true");
    vm.verifyHealthy();
    assertThat(vm.failed().toCompletableFuture()).isNotDone();
  }

  @Test
  void anEndOfQemuIsKnownAtOnceUnlessTheTestHasKilledIt() {
    LocalVm dead = driver.start(TestContext.tinyLinux("vm1"));
    ProcessHandle.of(dead.unwrap(QemuProcess.class).pid()).orElseThrow().destroyForcibly();
    assertThatThrownBy(dead::verifyHealthy)
        .hasMessageContaining("[vm1] exited unexpectedly: exit code [137]");

    LocalVm killed = driver.start(TestContext.tinyLinux("vm2"));
    killed.unwrap(QemuProcess.class).kill();
    killed.verifyHealthy();
  }
}
