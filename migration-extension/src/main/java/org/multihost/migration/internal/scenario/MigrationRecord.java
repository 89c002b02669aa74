package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.OutgoingReport;

/** What this host knows of one migration so far. */
final class MigrationRecord {

  private final MigrationPlan plan;
  private final String self;
  private final List<PhaseTime> phases = new ArrayList<>();
  private volatile MigrationProgress progress = MigrationProgress.NONE;
  private @Nullable Map<String, OutgoingReport> outgoing;
  private @Nullable Map<String, IncomingReport> incoming;

  MigrationRecord(MigrationPlan plan, String self) {
    this.plan = plan;
    this.self = self;
  }

  synchronized void passed(MigrationPhase phase, Duration duration) {
    phases.add(new PhaseTime(self, phase, duration));
  }

  void progressed(MigrationProgress latest) {
    progress = latest;
  }

  MigrationProgress progress() {
    return progress;
  }

  synchronized void outgoing(Map<String, OutgoingReport> reports) {
    outgoing = reports;
  }

  synchronized void incoming(Map<String, IncomingReport> reports) {
    incoming = reports;
  }

  /** The result with what this host knows: both sides have reported. */
  MigrationResult result() {
    return Objects.requireNonNull(resultIfKnown());
  }

  synchronized @Nullable MigrationResult resultIfKnown() {
    if (outgoing == null || incoming == null) {
      return null;
    }
    return ResultComposer.compose(plan, outgoing, incoming, phases);
  }

  /** Meets all hosts and makes the result the same on all of them. */
  MigrationResult exchange(Lane lane, String name, TestRun test) {
    Handover.Closing own = new Handover.Closing(resultIfKnown(), phases);
    List<String> hosts = test.hosts().names();
    Map<String, String> all =
        lane.exchange(name, plan.text(), Json.write(own), hosts, wholeMigration());
    List<PhaseTime> times = new ArrayList<>();
    MigrationResult agreed = null;
    for (String host : hosts) {
      Handover.Closing closing =
          Json.read(Objects.requireNonNull(all.get(host)), Handover.Closing.class);
      times.addAll(closing.phases());
      agreed = host.equals(plan.source()) ? closing.result() : agreed;
    }
    return ResultComposer.withPhases(Objects.requireNonNull(agreed), times);
  }

  /** How long the step of a phase may take, and so, with some slack, the wait for it. */
  Duration limit(MigrationPhase phase) {
    Timeouts timeouts = plan.timeouts();
    int vms = plan.vms().size();
    return switch (phase) {
      case PREPARE_DISKS -> timeouts.disks().multipliedBy(vms);
      case PREPARE_VM -> timeouts.login().multipliedBy(vms).plus(timeouts.handoff());
      case HANDOFF -> timeouts.handoff();
      case MIGRATE -> plan.timeout().plus(plan.manner().delay().orElse(Duration.ZERO));
      case MIGRATED -> arrival().plus(timeouts.finish().multipliedBy(vms));
      // The test's own code: its hosts say when it fails, so that only one that hangs is waited for
      // this long.
      case START_WORK, BEFORE_MIGRATION, CHECK ->
          timeouts.migration().plus(timeouts.login().multipliedBy(vms));
      case FINISHED -> timeouts.finish().multipliedBy(vms);
    };
  }

  /** What of the migration itself may still be to come when the source's phase MIGRATE is over. */
  private Duration arrival() {
    return plan.throughFile() || !plan.manner().waiting() ? plan.timeout() : Duration.ZERO;
  }

  /** How long all phases together may take. */
  Duration wholeMigration() {
    Duration whole = Timeouts.SLACK;
    for (MigrationPhase phase : MigrationPhase.values()) {
      whole = whole.plus(limit(phase));
    }
    return whole;
  }
}
