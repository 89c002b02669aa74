package org.multihost.migration.internal.scenario.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.GuestException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.scenario.VmPlans;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.memory.GuestScript;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.MemoryProcess;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.memory.VirtualClock;

class ManagedVmTests {

  private final VirtualClock clock = new VirtualClock();
  private final MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);
  private ManagedVm vm;

  @BeforeEach
  public void start() {
    start(VmPlans.on("a", "vm1"));
  }

  private void start(VmPlan plan) {
    TestVms vms =
        new TestVms(
            Optional.of(hypervisor.provider().create(new TestHost("a"))),
            List.of(plan),
            "a",
            Duration.ofSeconds(10),
            Time.system());
    vms.startHome();
    vm = vms.managed("vm1");
  }

  @Test
  void isAliveWhenItsShellAnswers() {
    vm.verifyAlive("before migration #1");

    hypervisor.guest("vm1", GuestScript.IDLE.booting(Duration.ofHours(1)));
    start();
    assertThatThrownBy(() -> vm.verifyAlive("before migration #1"))
        .isInstanceOf(GuestException.class)
        .hasMessageContainingAll("[vm1]", "did not answer within 10000 ms");
  }

  @Test
  void isAliveWhenItIsPausedAndNotAsked() {
    vm.pause();
    vm.verifyAlive("before migration #1");
    assertThat(vm.state()).isEqualTo(VmState.PAUSED);
  }

  @Test
  void isNotAliveWhenItsGuestHasShutDown() {
    assertThatThrownBy(() -> vm.session().run("poweroff -f", Duration.ofSeconds(1)))
        .isInstanceOf(GuestException.class);

    assertThat(vm.state()).isEqualTo(VmState.SHUTDOWN);
    assertThatThrownBy(() -> vm.verifyAlive("after migration #1"))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll(
            "[vm1] on host [a] is [SHUTDOWN] after migration #1", "expected [RUNNING] or [PAUSED]");
  }

  @Test
  void saysWhyItsProcessHasEnded() {
    vm.unwrap(MemoryProcess.class).die();
    clock.advance(Duration.ofSeconds(1));

    assertThatThrownBy(() -> vm.verifyAlive("after migration #1"))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("exit code [137]");
  }

  @Test
  void takesPartInOneMigrationAtATime() {
    vm.startMigration("migration #1");
    assertThatThrownBy(() -> vm.startMigration("migration #2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("[vm1]", "migration #2", "migration #1", "join()");

    vm.endMigration("migration #2");
    assertThatThrownBy(() -> vm.startMigration("migration #3")).hasMessageContaining("#1");
    vm.endMigration("migration #1");
    vm.startMigration("migration #2");
  }

  @Test
  void startsAgainAfterItWasStopped() {
    MemoryProcess first = vm.unwrap(MemoryProcess.class);

    vm.stop();

    assertThat(hypervisor.running("vm1")).isEmpty();
    assertThat(vm.isHere()).isTrue();
    assertThat(vm.state()).isEqualTo(VmState.GONE);
    String stopped = "[vm1] was stopped on host [a], and [%s] needs it; call start() first";
    assertThatThrownBy(vm::session).hasMessageContaining(stopped.formatted("session()"));
    assertThatThrownBy(vm::stop).hasMessageContaining(stopped.formatted("stop()"));
    assertThatThrownBy(() -> vm.verifyAlive("before migration #1"))
        .hasMessageContaining(stopped.formatted("before migration #1"));

    vm.start();

    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
    assertThat(vm.unwrap(MemoryProcess.class)).isNotSameAs(first);
    vm.verifyAlive("before migration #1");
    assertThatThrownBy(vm::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[vm1] on host [a] cannot start: it was not stopped");
  }

  @Test
  void isNotStoppedInAMigrationNorElsewhere() {
    vm.startMigration("migration #1");
    assertThatThrownBy(vm::stop)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("[vm1] cannot stop", "migration #1", "join()");
    assertThat(vm.state()).isEqualTo(VmState.RUNNING);
    vm.endMigration("migration #1");

    vm.stop();
    vm.livesOn("b");
    assertThatThrownBy(vm::start).hasMessageContaining("it was not stopped by stop() on this host");
    assertThatThrownBy(vm::stop).hasMessageContaining("is on host [b]");
  }

  @Test
  void sleepsAgainIfItIsDeclaredSo() {
    start(VmPlans.asleepOn("a", "vm1"));
    vm.wake();

    vm.stop();
    vm.start();

    assertThat(vm.isStillAsleep()).isTrue();
    assertThat(vm.state()).isEqualTo(VmState.PAUSED);
  }

  @Test
  void isNotHereAnyMoreWhenItLivesElsewhere() {
    vm.livesOn("b");
    assertThat(vm.isHere()).isFalse();
    assertThat(vm).hasToString("VirtualMachine [vm1] on host [b]");
    assertThatThrownBy(vm::session).hasMessageContaining("[session()] needs it on this host [a]");
  }

  @Test
  void aCrashOfItsGuestIsAState() {
    vm.unwrap(MemoryProcess.class).panic("no init found");
    assertThat(vm.state()).isEqualTo(VmState.CRASHED);
    assertThat(vm.console().text()).contains("Kernel panic - not syncing: no init found");
  }
}
