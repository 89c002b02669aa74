package org.multihost.migration.internal.scenario.migration;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.multihost.migration.MemoryVerification;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationSide;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.VmMigrationResult;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.OutgoingReport;

/** The result of a migration, composed from the reports of both sides. */
final class ResultComposer {

  private ResultComposer() {}

  static MigrationResult compose(
      MigrationPlan plan,
      Handover.Outgoing outgoing,
      Handover.Incoming incoming,
      List<PhaseTime> phases) {
    Map<String, VmMigrationResult> vms = new LinkedHashMap<>();
    for (ManagedVm vm : plan.vms()) {
      OutgoingReport out = Objects.requireNonNull(outgoing.reports().get(vm.name()));
      IncomingReport in = Objects.requireNonNull(incoming.reports().get(vm.name()));
      vms.put(vm.name(), vm(plan, out, in, side(outgoing.sides(), vm), side(incoming.sides(), vm)));
    }
    Collection<VmMigrationResult> all = vms.values();
    return new MigrationResult(
        plan.number(),
        all.stream()
            .map(VmMigrationResult::outcome)
            .max(comparing(ResultComposer::gravity))
            .orElseThrow(),
        all.stream().map(VmMigrationResult::totalTime).max(naturalOrder()).orElseThrow(),
        longest(all, VmMigrationResult::downtime),
        longest(all, VmMigrationResult::pause),
        longest(all, VmMigrationResult::setupTime),
        sum(all, VmMigrationResult::bytesTransferred),
        sum(all, VmMigrationResult::iterations),
        vms,
        phases,
        errors(vms),
        outgoing.cancelledAt(),
        memory(incoming.memory().values()));
  }

  static MigrationResult withPhases(MigrationResult r, List<PhaseTime> phases) {
    return new MigrationResult(
        r.number(),
        r.outcome(),
        r.totalTime(),
        r.downtime(),
        r.pause(),
        r.setupTime(),
        r.bytesTransferred(),
        r.iterations(),
        r.vms(),
        phases,
        r.error(),
        r.cancelledAt(),
        r.memory());
  }

  private static Optional<MemoryVerification> memory(Collection<MemoryVerification> all) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MemoryVerification(
                all.stream().mapToLong(MemoryVerification::bytes).sum(),
                all.stream().map(MemoryVerification::cost).max(naturalOrder()).orElseThrow()));
  }

  private static int gravity(MigrationOutcome outcome) {
    return switch (outcome) {
      case COMPLETED -> 0;
      case CANCELLED -> 1;
      case FAILED -> 2;
    };
  }

  private static MigrationSide side(Map<String, MigrationSide> sides, ManagedVm vm) {
    return sides.getOrDefault(vm.name(), MigrationSide.NONE);
  }

  private static VmMigrationResult vm(
      MigrationPlan plan,
      OutgoingReport out,
      IncomingReport in,
      MigrationSide source,
      MigrationSide destination) {
    VmVerdict verdict = VmVerdict.of(plan.source(), plan.destination(), out, in);
    return new VmMigrationResult(
        verdict.outcome(),
        out.figures().totalTime(),
        out.figures().downtime(),
        pause(out.stopped(), in.resumed()),
        out.figures().setupTime(),
        out.figures().bytesTransferred(),
        out.figures().iterations(),
        verdict.error(),
        source,
        destination);
  }

  /**
   * Returns the pause; empty if it is negative, because the hosts' clocks differ by more than it.
   */
  private static Optional<Duration> pause(Optional<Instant> stopped, Optional<Instant> resumed) {
    return stopped
        .flatMap(from -> resumed.map(to -> Duration.between(from, to)))
        .filter(pause -> !pause.isNegative());
  }

  /** Returns the longest time; empty if any of the times is unknown. */
  private static Optional<Duration> longest(
      Collection<VmMigrationResult> all, Function<VmMigrationResult, Optional<Duration>> time) {
    return all.stream().map(time).allMatch(Optional::isPresent)
        ? all.stream().map(time).flatMap(Optional::stream).max(naturalOrder())
        : Optional.empty();
  }

  private static OptionalLong sum(
      Collection<VmMigrationResult> all, Function<VmMigrationResult, OptionalLong> amount) {
    return all.stream().map(amount).allMatch(OptionalLong::isPresent)
        ? OptionalLong.of(all.stream().map(amount).mapToLong(OptionalLong::getAsLong).sum())
        : OptionalLong.empty();
  }

  private static Optional<String> errors(Map<String, VmMigrationResult> vms) {
    String text =
        vms.entrySet().stream()
            .filter(e -> e.getValue().error().isPresent())
            .map(e -> "[" + e.getKey() + "] " + e.getValue().error().orElseThrow())
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
