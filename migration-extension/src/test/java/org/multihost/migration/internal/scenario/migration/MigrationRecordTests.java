package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.OutgoingFigures;
import org.multihost.migration.spi.OutgoingReport;

class MigrationRecordTests {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final RecordingTest test = new RecordingTest();
  private final MigrationPlan plan = PlannedMigration.plan(test, builder -> builder);
  private final MigrationRecord record = new MigrationRecord(plan, "source");

  private static OutgoingReport left(Optional<Instant> stopped) {
    return new OutgoingReport(
        MigrationOutcome.COMPLETED,
        Optional.of(VmState.MIGRATED),
        stopped,
        OutgoingFigures.onlyTime(Duration.ofSeconds(1)),
        Optional.empty());
  }

  private void sourceReports(Optional<Instant> stopped, Set<String> asleep) {
    record.outgoing(
        new Handover.Outgoing(Map.of("vm1", left(stopped)), asleep, Optional.empty(), Map.of()));
  }

  private void destinationReports() {
    IncomingReport arrived =
        new IncomingReport(
            MigrationOutcome.COMPLETED,
            VmState.RUNNING,
            Optional.of(NOON.plusMillis(5)),
            Optional.empty());
    record.incoming(new Handover.Incoming(Map.of("vm1", arrived), Map.of(), Map.of()));
  }

  @Test
  void theResultIsKnownWhenBothSidesHaveReported() {
    assertThat(record.resultIfKnown()).isNull();
    sourceReports(Optional.of(NOON), Set.of());
    assertThat(record.resultIfKnown()).isNull();
    destinationReports();
    assertThat(record.result().outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(record.result().pause()).contains(Duration.ofMillis(5));
    assertThat(record.verdict("vm1").place()).isEqualTo(GuestPlace.DESTINATION);
  }

  @Test
  void aGuestRanBeforeIfItStoppedForTheMigration() {
    sourceReports(Optional.of(NOON), Set.of());
    assertThat(record.ranBefore("vm1")).isTrue();
    assertThat(record.isAsleep("vm1")).isFalse();
    sourceReports(Optional.empty(), Set.of("vm1"));
    assertThat(record.ranBefore("vm1")).isFalse();
    assertThat(record.isAsleep("vm1")).isTrue();
  }

  @Test
  void theProgressIsTheLatest() {
    assertThat(record.progress()).isEqualTo(MigrationProgress.NONE);
    MigrationProgress now = new MigrationProgress("active", 1, Duration.ZERO, 1, 2, 3, 4);
    record.progressed(now);
    assertThat(record.progress()).isSameAs(now);
  }

  @Test
  void aBystanderWaitsForAllPhasesTogether() {
    for (HostWait each : HostWait.values()) {
      assertThat(record.wholeMigration()).isGreaterThan(record.limit(each));
    }
  }

  /** A lane on which the other hosts have closed already. */
  private final class Closings {

    private final Map<String, Handover.Closing> others = new LinkedHashMap<>();
    private final List<Object> arguments = new ArrayList<>();

    private Lane lane() {
      return (Lane)
          Proxy.newProxyInstance(
              Lane.class.getClassLoader(),
              new Class<?>[] {Lane.class},
              (proxy, method, given) -> {
                assertThat(method.getName()).isEqualTo("exchange");
                arguments.addAll(List.of(given));
                Map<String, String> all = new LinkedHashMap<>();
                others.forEach((host, closing) -> all.put(host, Json.write(closing)));
                all.put("source", (String) given[2]);
                return all;
              });
    }
  }

  @Test
  void everyHostTakesTheSourcesResultWithThePhasesOfAllHostsInTheirOrder() {
    record.passed(MigrationPhase.MIGRATE, Duration.ofSeconds(3));
    sourceReports(Optional.of(NOON), Set.of());
    destinationReports();
    Closings closings = new Closings();
    PhaseTime there = new PhaseTime("destination", MigrationPhase.CHECK, Duration.ofSeconds(1));
    closings.others.put("bystander", new Handover.Closing(null, List.of(), List.of()));
    closings.others.put("destination", new Handover.Closing(null, List.of(there), List.of()));

    MigrationResult result = record.exchange(closings.lane(), "FINISHED of migration #1", test);

    assertThat(result.outcome()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(result.phases())
        .containsExactly(
            new PhaseTime("source", MigrationPhase.MIGRATE, Duration.ofSeconds(3)), there);
    assertThat(closings.arguments)
        .containsExactly(
            "FINISHED of migration #1",
            plan.text(),
            closings.arguments.get(2),
            List.of("source", "destination", "bystander"),
            record.wholeMigration());
  }
}
