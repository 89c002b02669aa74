package org.multihost.migration.internal.scenario.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.multihost.migration.VirtualMachineElsewhereException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.scenario.VmPlans;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.memory.CallScript;
import org.multihost.migration.memory.DriverCall;
import org.multihost.migration.memory.MemoryHypervisor;
import org.multihost.migration.memory.MemoryProcess;
import org.multihost.migration.memory.TestHost;
import org.multihost.migration.memory.VirtualClock;
import org.multihost.migration.spi.LocalVm;

class TestVmsTests {

  private final VirtualClock clock = new VirtualClock();
  private final MemoryHypervisor hypervisor = new MemoryHypervisor(clock, 0);

  private TestVms vms(String self, VmPlan... plans) {
    return new TestVms(
        Optional.of(hypervisor.provider().create(new TestHost(self))),
        List.of(plans),
        self,
        Duration.ofSeconds(10),
        Time.system());
  }

  private TestVms started() {
    TestVms vms = vms("a", VmPlans.on("a", "vm1"), VmPlans.on("b", "vm2"));
    vms.startHome();
    return vms;
  }

  @Test
  void startsTheMachinesWhoseHomeIsHere() {
    TestVms vms = started();

    assertThat(vms.names()).containsExactly("vm1", "vm2");
    assertThat(vms.processes()).extracting(LocalVm::name).containsExactly("vm1");
    assertThat(vms.vm("vm1").isHere()).isTrue();
    assertThat(vms.vm("vm1").state()).isEqualTo(VmState.RUNNING);
    assertThat(vms.vm("vm2").host()).isEqualTo("b");
  }

  @Test
  void saysWhereAMachineIsThatIsNeededHere() {
    TestVms vms = started();
    assertThatThrownBy(() -> vms.vm("vm2").state())
        .isInstanceOf(VirtualMachineElsewhereException.class)
        .hasMessageContainingAll("[vm2]", "host [b]", "[state()]", "this host [a]");
  }

  @Test
  void namesTheMachinesThatItHas() {
    TestVms vms = started();
    assertThatThrownBy(() -> vms.vm("vm3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[vm3]", "[vm1, vm2]");
  }

  @Test
  void tellsItsWatcherOfAMachineThatFails() {
    TestVms vms = vms("a", VmPlans.on("a", "vm1"));
    List<String> told = new ArrayList<>();
    vms.watch((vm, failure) -> told.add(vm + ": " + failure.getMessage()));
    vms.startHome();

    hypervisor.process("a", "vm1").die();
    clock.advance(Duration.ofSeconds(1));

    assertThat(told).singleElement().asString().contains("vm1: ", "exit code [137]");
    assertThat(vms.vm("vm1").state()).isEqualTo(VmState.GONE);
  }

  @Test
  void endsEveryProcessAlsoWhenOneCannotBeClosed() {
    TestVms vms = vms("a", VmPlans.on("a", "vm1"), VmPlans.on("a", "vm2"), VmPlans.on("a", "vm3"));
    vms.startHome();
    for (String stubborn : List.of("vm2", "vm3")) {
      hypervisor.call(
          DriverCall.CLOSE,
          "a",
          stubborn,
          CallScript.failing(() -> new VirtualMachineException(stubborn + " does not end")));
    }

    assertThatThrownBy(vms::close)
        .hasMessage("vm3 does not end")
        .satisfies(
            first ->
                assertThat(first.getSuppressed())
                    .singleElement()
                    .satisfies(next -> assertThat(next).hasMessage("vm2 does not end")));
    assertThat(hypervisor.processes()).isEmpty();
  }

  @Test
  void aProcessThatIsStartedAfterItsEndIsClosed() {
    TestVms vms = started();
    vms.close();

    assertThatThrownBy(vms::startHome)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[vm1]");
    assertThat(hypervisor.processes()).isEmpty();
  }

  @Test
  void startsNothingWhereNobodyLives() {
    TestVms vms = vms("c", VmPlans.on("a", "vm1"));
    vms.startHome();
    vms.awaitAnswers();
    assertThat(hypervisor.processes()).extracting(MemoryProcess::host).isEmpty();
  }

  @Test
  void doesNotAskAMachineThatHasNotStarted() {
    TestVms vms = vms("a", VmPlans.on("a", "vm1"));

    vms.awaitAnswers();

    assertThatThrownBy(() -> vms.vm("vm1").state())
        .isInstanceOf(VirtualMachineElsewhereException.class)
        .hasMessage("Virtual machine [vm1] has not started on host [a], and [state()] needs it");
  }
}
