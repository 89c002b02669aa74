package org.multihost.migration.qemu.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.session.SerialSession;

/** The tiny guest on real QEMU; few tests of many steps, for each boots a guest without KVM. */
@Timeout(900)
class RealGuestTests {

  private static final String CHAT =
      "while :; do echo chat >/dev/console; echo chat >/dev/ttyS1; echo '<0>chat' >/dev/kmsg; done";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(value = InstalledQemu.class, names = "SYSTEM")
  void offersAShell(InstalledQemu qemu) throws IOException {
    try (TestMachine machine = TestMachine.start(qemu.command(), directory, false)) {
      SerialSession session = machine.session();
      session.awaitReady(TestMachine.BOOT);
      machine.console().await("TinyLinux ready", TestMachine.BOOT);

      assertThat(session.run("pwd; hostname; echo 'ünï 漢'").output())
          .isEqualTo("/root\ntiny\nünï 漢\n");
      assertThat(session.runUnchecked("exit 42").exitCode()).isEqualTo(42);
      assertThat(session.run("ping -c 1 127.0.0.1").exitCode()).isZero();
      session.run("dd if=/dev/zero of=/dev/null &");
      session.run("killall -0 dd && killall dd");
      assertThatThrownBy(() -> session.run("echo so far; sleep 10000", Duration.ofSeconds(5)))
          .isInstanceOf(GuestException.class)
          .hasMessageContaining("it was killed")
          .hasMessageContaining("so far")
          .hasMessageContaining("TinyLinux ready");
      assertThat(session.run("printf %s " + "x".repeat(30_000) + " | wc -c").output().strip())
          .isEqualTo("30000");
      keepsAccountOfBackgroundWork(session);
    }
  }

  @ParameterizedTest
  @EnumSource(value = InstalledQemu.class, names = "CACHED")
  void drivesItsDevicesAndLosesNoByteWhileItChats(InstalledQemu qemu) throws IOException {
    Path disk = Files.write(directory.resolve("disk"), new byte[1 << 20]);
    Path media = Files.writeString(directory.resolve("media"), "a letter".repeat(1 << 16));
    String[] devices = {
      "-blockdev",
      "driver=file,node-name=d0,filename=" + disk,
      "-device",
      "virtio-blk-pci,drive=d0,serial=first",
      "-blockdev",
      "driver=file,read-only=on,node-name=c0,filename=" + media,
      "-device",
      "virtio-scsi-pci",
      "-device",
      "scsi-cd,drive=c0",
      "-device",
      "isa-fdc,id=fdc",
      "-device",
      "floppy",
      "-netdev",
      "user,id=n0",
      "-device",
      "virtio-net-pci,netdev=n0,mac=52:54:00:12:34:56"
    };
    try (TestMachine machine = TestMachine.start(qemu.command(devices), directory, false)) {
      SerialSession session = machine.session();
      session.awaitReady(TestMachine.BOOT);

      assertThat(session.run("cat /sys/block/vda/serial").output()).isEqualTo("first");
      assertThat(session.run("head -c 8 /dev/sr0").output()).isEqualTo("a letter");
      assertThat(session.run("ls /dev/fd0").output()).isEqualTo("/dev/fd0\n");
      assertThat(session.run("cat /sys/class/net/eth0/address").output())
          .isEqualTo("52:54:00:12:34:56\n");
      session.run("mke2fs /dev/vda && mount -t ext4 /dev/vda /mnt && echo hello >/mnt/letter");
      losesNoByteWhileTheGuestChats(machine);
    }
  }

  @ParameterizedTest
  // QEMU before 9.0 corrupts the memory of a guest without KVM that writes while it migrates.
  @EnumSource(value = InstalledQemu.class, names = "CACHED")
  void goesOnAfterMigrationThatCutACommand(InstalledQemu qemu) throws IOException {
    List<String> command = qemu.command();
    try (TestMachine source = TestMachine.start(command, directory.resolve("source"), false);
        TestMachine destination =
            TestMachine.start(command, directory.resolve("destination"), true)) {
      source.session().awaitReady(TestMachine.BOOT);
      BackgroundWork work = source.session().start("sleep 100000");
      CompletableFuture<CommandResult> cut =
          CompletableFuture.supplyAsync(
              () -> source.session().run("echo begun >/dev/console; cat /dev/zero"));
      source.console().await("begun", TestMachine.BOOT);

      source.migrateTo(destination);
      source.kill();
      SerialSession session = destination.session();
      session.awaitReady(TestMachine.BOOT);

      assertThatThrownBy(cut::join).hasMessageContaining("has migrated away");
      assertThat(session.run("echo alive").output()).isEqualTo("alive\n");
      assertThat(session.runUnchecked("ps -o args | grep -qx 'cat /dev/zero'").exitCode())
          .isEqualTo(1);
      assertThat(session.started())
          .extracting(BackgroundWork::command)
          .containsExactly("sleep 100000");
      assertThat(session.started().get(0).isRunning()).isTrue();
      assertThat(session.started().get(0).number()).isEqualTo(work.number());
      assertThat(session.started().get(0).stop().exitCode()).isEqualTo(143);
    }
  }

  private static void losesNoByteWhileTheGuestChats(TestMachine machine) {
    BackgroundWork chat = machine.session().start(CHAT);

    String output = machine.session().run("seq 1 30000").output();

    assertThat(output.hashCode()).isEqualTo(sequence(30_000).hashCode());
    assertThat(chat.isRunning()).isTrue();
    assertThat(chat.stop().exitCode()).isEqualTo(143);
    assertThat(machine.console().text()).contains("chat");
  }

  private static void keepsAccountOfBackgroundWork(SerialSession session) {
    BackgroundWork endless = session.start("echo 'first\nline'; sleep 100000");
    BackgroundWork brief = session.start("printf done; exit 5");

    CommandResult result = brief.await(TestMachine.BOOT);
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.output()).isEqualTo("done");
    assertThat(brief.isRunning()).isFalse();
    assertThat(endless.isRunning()).isTrue();
    assertThatThrownBy(() -> endless.await(Duration.ofSeconds(2)))
        .isInstanceOf(GuestException.class);
    assertThat(session.started())
        .extracting(BackgroundWork::command)
        .containsExactly("echo 'first\nline'; sleep 100000", "printf done; exit 5");
    CommandResult stopped = endless.stop();
    assertThat(stopped.exitCode()).isEqualTo(143);
    assertThat(stopped.output()).isEqualTo("first\nline\n");
    assertThat(endless.stop().exitCode()).isEqualTo(143);
  }

  private static String sequence(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      text.append(i).append('\n');
    }
    return text.toString();
  }
}
