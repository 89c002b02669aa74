package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.multihost.migration.MemoryVerification;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.plan.VerifyMemory;
import org.multihost.migration.internal.scenario.proof.MemoryDifference;
import org.multihost.migration.internal.scenario.proof.MemoryProof;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.spi.GuestMemory;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.OutgoingReport;

/**
 * The verification of the memory of a migration's VMs, on one side; without effect if not asked.
 */
final class MemoryExchange {

  private final MigrationContext context;
  private final MigrationPlan plan;
  private final Set<ManagedVm> held = new HashSet<>();
  private final Map<String, MemoryVerification> verified = new LinkedHashMap<>();

  MemoryExchange(MigrationContext context) {
    this.context = context;
    this.plan = context.plan();
  }

  private boolean isWanted() {
    return plan.manner().verified() != VerifyMemory.NO;
  }

  /** Provides the sums of the VMs that have left the source. */
  void provide(Map<ManagedVm, LocalVm> left) {
    if (isWanted()) {
      left.forEach(
          (vm, local) -> {
            OutgoingReport report = context.record().outgoing(vm.name());
            if (VmVerdict.hasLeft(report)) {
              proof(vm).provide(local.guestMemory());
            }
          });
    }
  }

  /** Lets an incoming VM keep its guest stopped. */
  void hold(ManagedVm vm, IncomingVm incoming) {
    if (isWanted() && incoming.hold(plan.settingsOf(vm))) {
      held.add(vm);
    } else if (plan.manner().verified() == VerifyMemory.REQUIRED) {
      throw unverified(vm, "it cannot be held at the destination, as in a postcopy");
    }
  }

  boolean holds(ManagedVm vm) {
    return held.contains(vm);
  }

  /** Returns the verifications of the VMs whose memory was compared. */
  Map<String, MemoryVerification> verified() {
    return verified;
  }

  /**
   * Compares the memory of a VM that has arrived, then lets the guest go on.
   *
   * @param rest lets the guest go on and returns the report of its arrival
   * @throws MigrationFailedException if the memory differs; the guest then stays stopped
   */
  IncomingReport verify(
      ManagedVm vm, LocalVm here, IncomingReport arrived, UnaryOperator<IncomingReport> rest) {
    if (!isWanted()) {
      return rest.apply(arrived);
    }
    // A VM that has not arrived has no memory to read: its process may have ended.
    boolean arrivedHeld = holds(vm) && arrived.outcome() == MigrationOutcome.COMPLETED;
    Optional<GuestMemory> memory = arrivedHeld ? here.guestMemory() : Optional.empty();
    if (memory.isEmpty()) {
      proof(vm).skip();
      if (arrivedHeld && plan.manner().verified() == VerifyMemory.REQUIRED) {
        throw unverified(vm, "the driver of the destination cannot read it");
      }
      return rest.apply(arrived);
    }
    long begun = context.test().time().nanos();
    OptionalLong bytes = compare(vm, memory.get());
    IncomingReport end = rest.apply(arrived);
    Duration cost = context.test().time().since(begun);
    bytes.ifPresent(size -> note(vm, new MemoryVerification(size, cost)));
    return end.resumed().map(at -> end.resumedAt(at.minus(cost))).orElse(end);
  }

  private OptionalLong compare(ManagedVm vm, GuestMemory memory) {
    try {
      OptionalLong bytes = proof(vm).compare(memory);
      if (bytes.isEmpty() && plan.manner().verified() == VerifyMemory.REQUIRED) {
        throw unverified(vm, "the driver of the source cannot read it");
      }
      return bytes;
    } catch (MemoryDifference difference) {
      throw new MigrationFailedException(
          "The memory of virtual machine [%s] at the destination [%s] is not the source's [%s] after %s: %s; the guest stays stopped there"
              .formatted(
                  vm.name(),
                  plan.destination(),
                  plan.source(),
                  plan.title(),
                  difference.getMessage()),
          difference);
    }
  }

  private void note(ManagedVm vm, MemoryVerification verification) {
    verified.put(vm.name(), verification);
    context.say(
        "memory of [%s] verified: %d MiB are the same on both sides, compared in %s"
            .formatted(
                vm.name(), verification.bytes() >> 20, Durations.format(verification.cost())));
  }

  private MigrationFailedException unverified(ManagedVm vm, String why) {
    return new MigrationFailedException(
        "The memory of virtual machine [%s] cannot be verified in %s: %s; leave verifyMemory() out"
            .formatted(vm.name(), plan.title(), why));
  }

  private MemoryProof proof(ManagedVm vm) {
    String name = context.value("memory of " + vm.name());
    return new MemoryProof(context.lane(), name, context.record().limit(HostWait.INCOMING));
  }
}
