package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.internal.scenario.plan.DescribedSteps;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.OutgoingReport;

/** The facts on one migration that this host has recorded so far. */
final class MigrationRecord {

  private final MigrationPlan plan;
  private final WaitBounds bounds;
  private final String self;
  private final List<PhaseTime> phases = new ArrayList<>();
  private volatile MigrationPhase phase = MigrationPhase.PREPARE_DISKS;
  private volatile MigrationProgress progress = MigrationProgress.NONE;
  private Handover.@Nullable Outgoing outgoing;
  private Handover.@Nullable Incoming incoming;

  MigrationRecord(MigrationPlan plan, String self) {
    this.plan = plan;
    this.bounds = plan.waitBounds();
    this.self = self;
  }

  /** Records that this host enters a phase. */
  void enters(MigrationPhase next) {
    phase = next;
  }

  /** Returns the phase that this host is in, with the migration's name. */
  String phase() {
    return phase + " of " + plan.title();
  }

  synchronized void passed(MigrationPhase phase, Duration duration) {
    phases.add(new PhaseTime(self, phase, duration));
  }

  public void progressed(MigrationProgress latest) {
    progress = latest;
  }

  public MigrationProgress progress() {
    return progress;
  }

  synchronized void outgoing(Handover.Outgoing end) {
    outgoing = end;
  }

  /** Returns the source's report on one of the VMs, which must have been recorded. */
  synchronized OutgoingReport outgoing(String vm) {
    return Objects.requireNonNull(Objects.requireNonNull(outgoing).reports().get(vm));
  }

  synchronized void incoming(Handover.Incoming end) {
    incoming = end;
  }

  /** Returns the result; both sides must have reported. */
  public MigrationResult result() {
    return Objects.requireNonNull(resultIfKnown());
  }

  synchronized @Nullable MigrationResult resultIfKnown() {
    if (outgoing == null || incoming == null) {
      return null;
    }
    return ResultComposer.compose(plan, outgoing, incoming, phases);
  }

  /** Returns the failure of a migration with another outcome than the expected one. */
  MigrationFailedException outcomeAsFailure() {
    return new MigrationFailedException(
        "%s, expected [%s]: %s".formatted(ended(), plan.expected().text(), reason(result())));
  }

  /**
   * Adds the reason of a migration that has not completed to the failure of its check, which may
   * only follow from it: a guest that is still at the source, for example.
   */
  void addOutcomeTo(Throwable failureOfCheck) {
    MigrationResult result = result();
    if (result.outcome() != MigrationOutcome.COMPLETED) {
      failureOfCheck.addSuppressed(
          new MigrationFailedException("%s: %s".formatted(ended(), reason(result))));
    }
  }

  private String ended() {
    String title = plan.title();
    return "%s%s [%s] ended as [%s]"
        .formatted(
            Character.toUpperCase(title.charAt(0)),
            title.substring(1),
            plan.route(),
            result().outcome());
  }

  private String reason(MigrationResult result) {
    return result
        .error()
        .or(
            () ->
                result
                    .cancelledAt()
                    .map(
                        at ->
                            "it was over before the cancellation, requested at [%s], took effect; make it last longer with maxBandwidth(…), or cancel earlier"
                                .formatted(ProgressText.of(at))))
        .orElse(
            plan.expected().requires(MigrationOutcome.CANCELLED)
                ? "it was not cancelled while it was under way"
                : "the hypervisor gave no error");
  }

  /** Returns the verdict on one of the VMs; both sides must have reported. */
  synchronized VmVerdict verdict(String vm) {
    OutgoingReport source = Objects.requireNonNull(outgoing).reports().get(vm);
    IncomingReport destination = Objects.requireNonNull(incoming).reports().get(vm);
    return VmVerdict.of(
        plan.source(),
        plan.destination(),
        Objects.requireNonNull(source),
        Objects.requireNonNull(destination));
  }

  /** Returns whether a VM was started paused and has not run yet. */
  synchronized boolean isAsleep(String vm) {
    return Objects.requireNonNull(outgoing).asleep().contains(vm);
  }

  /** Returns whether a VM's guest ran on the source until it stopped for this migration. */
  synchronized boolean ranBefore(String vm) {
    OutgoingReport source = Objects.requireNonNull(outgoing).reports().get(vm);
    return Objects.requireNonNull(source).stopped().isPresent();
  }

  /**
   * Meets all hosts, and returns the result, which is the same on all of them.
   *
   * @throws org.multihost.migration.MultihostException on every host, if a step is not described on
   *     the host on which it runs
   */
  public MigrationResult exchange(Lane lane, String name, TestContext test) {
    Handover.Closing own = new Handover.Closing(resultIfKnown(), phases, plan.steps().names());
    List<String> hosts = test.hosts().names();
    Map<String, String> all =
        lane.exchange(name, plan.text(), Json.write(own), hosts, wholeMigration());
    List<PhaseTime> times = new ArrayList<>();
    Map<String, List<String>> steps = new LinkedHashMap<>();
    MigrationResult agreed = null;
    for (String host : hosts) {
      Handover.Closing closing =
          Json.read(Objects.requireNonNull(all.get(host)), Handover.Closing.class);
      times.addAll(closing.phases());
      steps.put(host, closing.steps());
      agreed = host.equals(plan.source()) ? closing.result() : agreed;
    }
    new DescribedSteps(steps).verify(plan);
    return ResultComposer.withPhases(Objects.requireNonNull(agreed), times);
  }

  /** Returns the limit of a wait for another host. */
  public Duration limit(HostWait wait) {
    return wait.limit(bounds);
  }

  /** Returns the limit of all phases together. */
  public Duration wholeMigration() {
    return HostWait.wholeMigration(bounds);
  }
}
