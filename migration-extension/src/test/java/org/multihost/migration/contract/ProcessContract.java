package org.multihost.migration.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;

/**
 * The contract of a driver whose VMs are processes of the operating system: its messages have the
 * exit code, and a process that is stopped by a signal is detected.
 */
public abstract class ProcessContract extends TwoHostsFixture {

  /** Stops the VM's process from outside, as SIGSTOP does. */
  protected abstract void freeze(LocalVm vm);

  @Test
  void tellsTheExitCodeOfAProcessThatIsKilled() throws Exception {
    LocalVm vm = source.start(subject.bare("vm1"));

    subject.kill(vm);

    assertThat(subject.await(vm.failed()))
        .hasMessageContainingAll("[vm1]", "exited unexpectedly", "exit code [137]");
  }

  @Test
  void failsWhenItsProcessIsFrozen() throws Exception {
    LocalVm vm = source.start(subject.bare("vm1"));

    freeze(vm);

    assertThat(subject.await(vm.failed())).hasMessageContaining("[vm1]");
    assertThat(vm.diagnosis().essentials()).isNotEmpty();
    vm.close();
    assertThat(vm.state()).isEqualTo(VmState.GONE);
  }

  @Test
  void tellsTheExitCodeOfASourceThatIsKilledWhileItMigrates() throws Exception {
    start(subject.bare("vm1"));
    OutgoingMigration migration = migrateEndlessly();

    subject.kill(here);

    OutgoingReport report = subject.await(migration.completion());
    assertThat(report.error().orElseThrow()).contains("ended while it migrated: exit code [137]");
    assertThat(subject.await(here.failed()))
        .hasMessageContainingAll("[vm1]", "exited unexpectedly");
  }
}
