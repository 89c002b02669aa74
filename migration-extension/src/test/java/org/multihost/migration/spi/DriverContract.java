package org.multihost.migration.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.GuestException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;

/** The contract of every driver: its machines on one host. */
public abstract class DriverContract {

  /** How long a guest may take to boot. */
  static final Duration BOOT = Duration.ofMinutes(2);

  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path files;
  DriverUnderTest subject;
  VirtualMachineDriver here;

  /** A driver, with what the contract needs beside the SPI. */
  protected abstract DriverUnderTest subject();

  @BeforeEach
  void createDriver() {
    subject = subject();
    here = subject.create("source");
  }

  @AfterEach
  void closeDriver() {
    here.close();
    subject.close();
  }

  @Test
  void pausesAndResumesAMachine() {
    LocalVm vm = here.start(subject.bare("vm1"));
    assertThat(vm.name()).isEqualTo("vm1");
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);

    vm.pause();
    assertThat(vm.state()).isEqualTo(VmState.PAUSED);
    vm.pause();
    assertThat(vm.state()).isEqualTo(VmState.PAUSED);

    vm.resume();
    vm.reset();
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
    assertThat(vm.machine()).isEqualTo(vm.machine());
  }

  @Test
  void startsAMachinePaused() {
    LocalVm vm = here.start(Specs.paused(subject.bare("vm1")));
    assertThat(vm.state()).isEqualTo(VmState.PAUSED);
    vm.resume();
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void runsCommandsInItsGuest() {
    var session = here.start(subject.guest("vm1")).login(BOOT);

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
    var session = here.start(subject.guest("vm1")).login(BOOT);
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
    var session = here.start(subject.guest("vm1")).login(BOOT);
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
  void waitsForItsConsole() {
    LocalVm vm = here.start(subject.bare("vm1"));
    assertThatThrownBy(() -> vm.console().await("never said", SHORT))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("never said");
    assertThat(vm.console().lastLines(3).lines().count()).isLessThanOrEqualTo(3);
  }

  @Test
  void failsWhenItsProcessIsKilled() throws Exception {
    LocalVm vm = here.start(subject.bare("vm1"));

    subject.kill(vm);

    assertThat(subject.await(vm.failed()))
        .hasMessageContainingAll("[vm1]", "exited unexpectedly", "exit code [137]");
    assertThat(vm.state()).isEqualTo(VmState.GONE);
    assertThatThrownBy(vm::pause).isInstanceOf(MultihostException.class);
    vm.close();
  }

  @Test
  void failsWhenItsProcessIsFrozen() throws Exception {
    LocalVm vm = here.start(subject.bare("vm1"));

    subject.freeze(vm);

    assertThat(subject.await(vm.failed())).hasMessageContaining("[vm1]");
    assertThat(vm.diagnosis().essentials()).isNotEmpty();
    vm.close();
    assertThat(vm.state()).isEqualTo(VmState.GONE);
  }

  @Test
  void failsWhenItsGuestPanics() throws Exception {
    LocalVm vm = here.start(subject.guest("vm1"));
    var session = vm.login(BOOT);

    assertThatThrownBy(() -> session.run("echo c > /proc/sysrq-trigger", Duration.ofSeconds(2)))
        .isInstanceOf(GuestException.class);

    assertThat(subject.await(vm.failed()))
        .hasMessageContainingAll("[vm1]", "has crashed", "Kernel panic");
  }

  @Test
  void hasNotFailedWhenItIsClosedAndIsClosedOnce() {
    LocalVm vm = here.start(subject.bare("vm1"));

    vm.close();
    vm.close();

    assertThat(vm.state()).isEqualTo(VmState.GONE);
    assertThat(vm.failed().toCompletableFuture()).isNotDone();
    assertThatThrownBy(() -> vm.login(SHORT)).isInstanceOf(GuestException.class);
  }

  @Test
  void startsNothingAfterItsEnd() {
    LocalVm vm = here.start(subject.bare("vm1"));
    MachineDescription machine = vm.machine();

    here.close();
    here.close();

    assertThat(vm.state()).isEqualTo(VmState.GONE);
    assertThatThrownBy(() -> here.start(subject.bare("vm2")))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm2]", "the driver of host [source] is closed");
    assertThatThrownBy(() -> here.startIncoming(subject.bare("vm1"), machine, List.of()))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void refusesASpecificationWhoseFilesAreMissing() {
    String missing = files.resolve("missing").toString();
    VmSpec image = subject.bare("vm1").withDisks(Optional.of(missing), List.of());
    VmSpec disk = subject.bare("vm1").withDisks(Optional.empty(), List.of(missing));

    for (VmSpec wrong : List.of(image, disk)) {
      assertThatThrownBy(() -> here.verify(wrong))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageContainingAll("[vm1]", "[" + missing + "]");
    }
    here.verify(subject.bare("vm1"));
  }

  @Test
  void clonesDisksAndLeavesTheOriginals() throws Exception {
    Path image = Files.write(files.resolve("image"), new byte[1 << 20]);
    Path clones = Files.createDirectory(files.resolve("clones"));
    VmSpec spec = Specs.cloned(subject.bare("vm1"), image, DiskClone.COPY);

    VmSpec cloned = here.cloneDisks(spec, clones, Duration.ofMinutes(1));

    assertThat(Path.of(cloned.image().orElseThrow())).startsWith(clones).exists();
    assertThat(cloned.drives().diskClone()).isEqualTo(DiskClone.NONE);
    assertThat(image).exists();
    assertThat(here.start(cloned).state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void tellsHowAMachineIsInEveryState() throws Exception {
    LocalVm vm = here.start(subject.bare("vm1"));
    assertThat(vm.diagnosis().essentials()).isNotEmpty();
    vm.pause();
    assertThat(vm.diagnosis().essentials()).isNotEmpty();
    LocalVm incoming = here.startIncoming(subject.bare("vm1"), vm.machine(), List.of()).vm();
    assertThat(incoming.state()).isEqualTo(VmState.INCOMING);
    assertThat(incoming.diagnosis().essentials()).isNotEmpty();

    subject.kill(vm);
    subject.await(vm.failed());
    assertThat(vm.diagnosis().essentials()).isNotEmpty();
    vm.close();
    incoming.close();
    assertThat(vm.diagnosis().sections()).isNotEmpty();
    assertThat(incoming.diagnosis().essentials()).as("ended on purpose").isEmpty();
  }

  @Test
  void saysWhichObjectsItHas() {
    LocalVm vm = here.start(subject.bare("vm1"));
    assertThatThrownBy(() -> vm.unwrap(Thread.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[vm1]", "[java.lang.Thread]");
    assertThat(here.description()).isNotBlank();
  }
}
