package org.multihost.migration.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multihost.migration.GuestException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.Storage;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/**
 * The contract of every driver for the VMs of one host: their states, their failures, their
 * diagnosis and their end.
 */
public abstract class DriverContract extends TwoHostsFixture {

  @Test
  void pausesAndResumesAVm() {
    LocalVm vm = source.start(subject.bare("vm1"));
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
  void startsAVmPaused() {
    LocalVm vm = source.start(Specs.paused(subject.bare("vm1")));
    assertThat(vm.state()).isEqualTo(VmState.PAUSED);
    vm.resume();
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
  }

  @Test
  void waitsForItsConsole() {
    LocalVm vm = source.start(subject.bare("vm1"));
    assertThatThrownBy(() -> vm.console().await("never said", SHORT))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("never said");
    assertThat(vm.console().lastLines(3).lines().count()).isLessThanOrEqualTo(3);
  }

  @Test
  void failsWhenItsProcessIsKilled() throws Exception {
    LocalVm vm = source.start(subject.bare("vm1"));

    subject.kill(vm);

    VirtualMachineException failure = subject.await(vm.failed());
    assertThat(failure).hasMessageContaining("[vm1]");
    assertThat(vm.state()).isEqualTo(VmState.GONE);
    assertThatThrownBy(vm::verifyHealthy)
        .isInstanceOf(VirtualMachineException.class)
        .hasMessage(failure.getMessage());
    assertThatThrownBy(vm::pause).isInstanceOf(MultihostException.class);
    vm.close();
  }

  @Test
  void hasNotFailedWhenItIsClosedAndIsClosedOnce() {
    LocalVm vm = source.start(subject.bare("vm1"));

    vm.close();
    vm.close();

    assertThat(vm.state()).isEqualTo(VmState.GONE);
    assertThat(vm.failed().toCompletableFuture()).isNotDone();
    assertThatThrownBy(() -> vm.login(SHORT)).isInstanceOf(GuestException.class);
  }

  @Test
  void startsNothingAfterItsEnd() {
    LocalVm vm = source.start(subject.bare("vm1"));
    MachineDescription machine = vm.machine();

    source.close();
    source.close();

    assertThat(vm.state()).isEqualTo(VmState.GONE);
    assertThatThrownBy(() -> source.start(subject.bare("vm2")))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm2]", "[source]", "is closed");
    assertThatThrownBy(() -> source.startIncoming(subject.bare("vm1"), machine, List.of()))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void refusesASpecificationWhoseFilesAreMissing() {
    String missing = files.resolve("missing").toString();
    VmSpec image = subject.bare("vm1").withDisks(Optional.of(missing), List.of());
    VmSpec bare = subject.bare("vm1");
    VmSpec disk = bare.withDisks(bare.image(), List.of(VmDrives.Disk.of(missing)));

    for (VmSpec wrong : List.of(image, disk)) {
      assertThatThrownBy(() -> source.verify(wrong))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageContainingAll("[vm1]", "[" + missing + "]");
    }
    source.verify(subject.bare("vm1"));
  }

  @Test
  void mirrorsDisksOrRefusesTo() {
    VmSpec mirrored = subject.bare("vm1").toBuilder().storage(Storage.MIRROR).build();
    if (subject.mirrorsDisks()) {
      source.verify(mirrored);
    } else {
      assertThatThrownBy(() -> source.verify(mirrored))
          .isInstanceOf(MultihostConfigurationException.class)
          .hasMessageContainingAll("[vm1]", "[storage = mirror]");
    }
  }

  @Test
  void tellsHowAVmIsInEveryState() throws Exception {
    LocalVm vm = source.start(subject.bare("vm1"));
    assertThat(vm.diagnosis().essentials()).isNotEmpty();
    vm.pause();
    assertThat(vm.diagnosis().essentials()).isNotEmpty();
    LocalVm incoming = source.startIncoming(subject.bare("vm1"), vm.machine(), List.of()).vm();
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
    LocalVm vm = source.start(subject.bare("vm1"));
    assertThatThrownBy(() -> vm.unwrap(Thread.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[vm1]", "[java.lang.Thread]");
    assertThat(source.description()).isNotBlank();
  }
}
