package org.multihost.migration.internal.scenario.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.GuestException;
import org.multihost.migration.VirtualMachineElsewhereException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.scenario.VmPlans;
import org.multihost.migration.internal.scenario.environment.StageWaits;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.memory.CallScript;
import org.multihost.migration.memory.DriverCall;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.MemoryProcess;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.memory.VirtualClock;

class GuestCheckTests {

  private static final Optional<VmState> ALIVE = Optional.empty();

  private final VirtualClock clock = new VirtualClock();
  private final MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);
  private ManagedVm vm;
  private GuestCheck check;

  @BeforeEach
  void start() {
    TestVms vms =
        new TestVms(
            Optional.of(hypervisor.provider().create(new TestHost("a"))),
            List.of(VmPlans.on("a", "vm1")),
            "a",
            Duration.ofSeconds(10),
            Time.system());
    vms.startHome();
    vm = vms.managed("vm1");
    check = new GuestCheck(vm, new StageWaits(Time.system()));
  }

  @Test
  void aGuestThatRunsMustAnswerInItsShell() {
    check.verify(ALIVE, "before migration #1");

    hypervisor.call(
        DriverCall.LOGIN, "a", "vm1", CallScript.failing(() -> new GuestException("no answer")));
    assertThatThrownBy(() -> check.verify(ALIVE, "before migration #1"))
        .isInstanceOf(GuestException.class)
        .hasMessage("no answer");
  }

  @Test
  void aPausedGuestIsNotAsked() {
    hypervisor.call(
        DriverCall.LOGIN, "a", "vm1", CallScript.failing(() -> new GuestException("asked")));
    vm.pause();

    check.verify(ALIVE, "before migration #1");
    check.verify(Optional.of(VmState.PAUSED), "after migration #1");
  }

  @Test
  void theFailureOfAVmPrevailsOverItsState() {
    vm.unwrap(MemoryProcess.class).panic("no init found");
    clock.advance(Duration.ofSeconds(1));

    assertThatThrownBy(() -> check.verify(ALIVE, "after migration #1"))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll("[vm1] has crashed", "no init found");
  }

  @Test
  void aGuestThatHasShutDownIsExpectedOrNot() {
    shutDown();

    check.verify(Optional.of(VmState.SHUTDOWN), "after migration #1");
    assertThatThrownBy(() -> check.verify(ALIVE, "after migration #1"))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContainingAll(
            "[vm1] on host [a] is [SHUTDOWN] after migration #1",
            "expected [RUNNING] or [PAUSED]",
            "expectState(VmState.SHUTDOWN)",
            "its console ends with:");
  }

  private void shutDown() {
    assertThatThrownBy(() -> vm.session().run("poweroff -f", Duration.ofSeconds(1)))
        .isInstanceOf(GuestException.class);
  }

  @Test
  void aGuestThatRunsThoughItShouldHaveShutDownIsAnError() {
    assertThatThrownBy(() -> check.verify(Optional.of(VmState.SHUTDOWN), "after migration #1"))
        .hasMessageContainingAll("is [RUNNING] after", "expected [SHUTDOWN]");
  }

  @Test
  void theMigrationThatHasLostTheGuestIsNamed() {
    shutDown();
    vm.loses("migration #1 [vm1: a -> b]");

    assertThatThrownBy(() -> check.verify(ALIVE, "before migration #2"))
        .hasMessageContaining("before migration #2, lost in migration #1 [vm1: a -> b], expected");
  }

  @Test
  void anInterruptEndsTheWaitForTheFailureAndIsKept() {
    shutDown();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> check.verify(ALIVE, "after migration #1"))
        .isInstanceOf(VirtualMachineException.class)
        .hasMessageContaining("is [SHUTDOWN]");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aVmOnAnotherHostCannotBeChecked() {
    vm.livesOn("b");

    assertThatThrownBy(() -> check.verify(ALIVE, "before migration #2"))
        .isInstanceOf(VirtualMachineElsewhereException.class)
        .hasMessageContaining("[b]");
  }
}
