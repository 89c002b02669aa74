package org.multihost.migration.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.GuestException;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VmSpec;

/**
 * The contract of a driver whose guests offer a shell: its sessions, and the guest's files and work
 * in a migration. The shell has the commands of busybox; the guest's kernel panics by {@code
 * /proc/sysrq-trigger}.
 */
public abstract class GuestContract extends TwoHostsFixture {

  /** The time limit for the boot of a guest. */
  static final Duration BOOT = Duration.ofMinutes(2);

  /** Returns the specification of a VM whose guest offers a shell. */
  protected abstract VmSpec guest(String name);

  @Test
  void runsCommandsInItsGuest() {
    var session = source.start(guest("vm1")).login(BOOT);

    assertThat(session.run("echo hello").output()).isEqualTo("hello\n");
    assertThat(session.runUnchecked("exit 3").exitCode()).isEqualTo(3);
    assertThat(session.runUnchecked("no-such-program").exitCode()).isEqualTo(127);
    assertThatThrownBy(() -> session.run("false"))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll("[false]", "[1]");
    assertThatThrownBy(() -> session.run("sleep 1000", SHORT))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("did not end within 200 ms");
    assertThat(session.run("echo goes on").output()).isEqualTo("goes on\n");
  }

  @Test
  void runsWorkInTheBackgroundOfItsGuest() {
    var session = source.start(guest("vm1")).login(BOOT);
    var work = session.start("sleep 10000");

    assertThat(work.number()).isEqualTo(1);
    assertThat(work.command()).isEqualTo("sleep 10000");
    assertThat(work.isRunning()).isTrue();
    assertThat(session.started()).singleElement().matches(each -> each.number() == 1);
    assertThatThrownBy(() -> work.await(SHORT)).isInstanceOf(GuestException.class);
    assertThat(work.stop().exitCode()).isEqualTo(143);
    assertThat(work.isRunning()).isFalse();
    assertThat(session.start("exit 4").await(BOOT).exitCode()).isEqualTo(4);
  }

  @Test
  void copiesFilesToItsGuestAndBack() throws Exception {
    var session = source.start(guest("vm1")).login(BOOT);
    Path sent = Files.writeString(files.resolve("sent"), "a note\n");

    session.copyTo(sent, "/tmp/note");
    assertThat(session.run("cat /tmp/note").output()).isEqualTo("a note\n");

    session.run("echo other > /tmp/other");
    session.copyFrom("/tmp/other", files.resolve("got"));
    assertThat(files.resolve("got")).hasContent("other\n");
    assertThatThrownBy(() -> session.copyFrom("/tmp/nothing", files.resolve("got")))
        .isInstanceOf(GuestException.class);
  }

  @Test
  void failsWhenItsGuestPanics() throws Exception {
    LocalVm vm = source.start(guest("vm1"));
    var session = vm.login(BOOT);

    assertThatThrownBy(() -> session.run("echo c > /proc/sysrq-trigger", BOOT))
        .isInstanceOf(GuestException.class);

    assertThat(subject.await(vm.failed()))
        .hasMessageContainingAll("[vm1]", "has crashed", "Kernel panic");
  }

  @Test
  void takesFilesAndWorkOfTheGuestAlong() throws Exception {
    start(guest("vm1"));
    var before = here.login(BOOT);
    before.run("echo kept > /tmp/note");
    before.start("sleep 10000");

    assertCompleted(migrate(AS_IT_COMES));

    var after = there.vm().login(BOOT);
    assertThat(after.run("cat /tmp/note").output()).isEqualTo("kept\n");
    assertThat(after.started())
        .singleElement()
        .satisfies(work -> assertThat(work.isRunning()).isTrue());
    assertThatThrownBy(() -> before.run("true")).isInstanceOf(GuestException.class);
  }
}
