package org.multihost.migration.internal.scenario.vm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.scenario.environment.StageWaits;
import org.multihost.migration.spi.VmSpec;

/** The check of one VM's guest before and after a migration. */
record GuestCheck(ManagedVm vm, StageWaits waits) {

  private static final Duration FOR_REASON = Duration.ofMillis(500);

  /**
   * Verifies the state of the guest. If the guest runs and offers a shell, or is the built-in one,
   * it must also answer.
   *
   * @param expected the required state; empty if the guest must run or be paused
   * @param when the time of the check for the message, such as {@code before migration #1}
   * @throws VirtualMachineException if the guest is in another state
   */
  public void verify(Optional<VmState> expected, String when) {
    vm.here(when);
    VmState state = vm.state();
    boolean right =
        expected.map(state::equals).orElse(state == VmState.RUNNING || state == VmState.PAUSED);
    if (!right) {
      throw ownFailureOr(wrong(state, expected, when));
    }
    if (state == VmState.RUNNING && answers()) {
      vm.awaitAnswer();
    }
  }

  /**
   * Returns whether the scenario itself asks the guest for an answer: over SSH and on the console
   * always; over the serial port only in the driver's own guests, because a user's own may have no
   * agent there.
   */
  private boolean answers() {
    VmSpec spec = vm.spec();
    return switch (spec.access().login()) {
      case SSH, CONSOLE -> true;
      case SERIAL -> spec.kernel().isEmpty() && spec.image().isEmpty();
      case NONE -> false;
    };
  }

  private VirtualMachineException wrong(VmState state, Optional<VmState> expected, String when) {
    String remedy =
        expected.isEmpty() && state == VmState.SHUTDOWN
            ? "; a guest that may shut down while it migrates is expected with expectState(VmState.SHUTDOWN)"
            : "";
    return new VirtualMachineException(
        "Virtual machine [%s] on host [%s] is [%s] %s%s, expected %s%s; its console ends with:\n%s"
            .formatted(
                vm.name(),
                vm.host(),
                state,
                when,
                vm.lostIn().map(title -> ", lost in " + title).orElse(""),
                expected.map(wanted -> "[" + wanted + "]").orElse("[RUNNING] or [PAUSED]"),
                remedy,
                vm.console().lastLines(10)));
  }

  /** Returns the VM's own failure, which may be reported a moment after its process has ended. */
  private VirtualMachineException ownFailureOr(VirtualMachineException otherwise) {
    CompletionStage<VirtualMachineException> failure = vm.here("its failure").failed();
    try {
      return waits.within(FOR_REASON, failure, otherwise);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure.toCompletableFuture().getNow(otherwise);
    }
  }
}
