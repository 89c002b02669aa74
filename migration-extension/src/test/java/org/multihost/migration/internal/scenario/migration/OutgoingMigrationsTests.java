package org.multihost.migration.internal.scenario.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.multihost.migration.MigrationMoment.pass;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingReport;

@Timeout(60)
class OutgoingMigrationsTests {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RecordingTest test = new RecordingTest();
  private final Map<String, ScriptedVm> vms = new LinkedHashMap<>();
  private final Map<ManagedVm, LocalVm> leaving = new LinkedHashMap<>();
  private final Map<String, MigrationEndpoint> endpoints = new LinkedHashMap<>();
  private MigrationContext context = PlannedMigration.context(test, builder -> builder);
  private OutgoingMigrations outgoing = new OutgoingMigrations(context);

  @AfterEach
  void close() {
    outgoing.abandon();
  }

  private ScriptedVm vm(String name) {
    return vms.get(name);
  }

  private void plan(UnaryOperator<MigrationBuilder> details, String... names) {
    List<String> all = names.length == 0 ? List.of("vm1") : List.of(names);
    context = PlannedMigration.context(test, PlannedMigration.plan(test, all, details));
    outgoing = new OutgoingMigrations(context);
    for (String name : all) {
      vms.put(name, new ScriptedVm(name));
      leaving.put(test.vms().managed(name), vm(name).process());
      endpoints.put(name, MigrationEndpoint.tcp("127.0.0.1", 1000 + endpoints.size()));
    }
  }

  private void start() {
    outgoing.start(leaving, new Handover.Endpoints(endpoints));
  }

  private void planAndStart(UnaryOperator<MigrationBuilder> details, String... names) {
    plan(details, names);
    start();
  }

  private static MigrationProgress progress(String status, long pass) {
    return new MigrationProgress(status, pass, SECOND, 10, 90, 100, 0);
  }

  @Test
  void eachVmMigratesToItsOwnEndpoint() throws InterruptedException {
    planAndStart(builder -> builder, "vm1", "vm2");
    assertThat(vm("vm1").endpoint().uri()).isEqualTo("tcp:127.0.0.1:1000");
    assertThat(vm("vm2").endpoint().uri()).isEqualTo("tcp:127.0.0.1:1001");

    vm("vm2").ends(MigrationOutcome.COMPLETED);
    vm("vm1").ends(MigrationOutcome.COMPLETED);
    assertThat(outgoing.await().keySet()).containsExactly("vm1", "vm2");
  }

  @Test
  void progressIsRecordedAndOnTheConsole() {
    planAndStart(builder -> builder);
    vm("vm1").progresses(progress("active", 1));
    assertThat(context.record().progress()).isEqualTo(progress("active", 1));
    assertThat(test.console()).contains("#1 vm1: active, pass 1");
  }

  @Test
  void aCancellationReachesEveryVmOnce() {
    planAndStart(builder -> builder, "vm1", "vm2");
    outgoing.cancel();
    outgoing.cancel();
    assertThat(vm("vm1").cancelled()).isEqualTo(1);
    assertThat(vm("vm2").cancelled()).isEqualTo(1);
    assertThat(outgoing.cancelledAt()).contains(MigrationProgress.NONE);
  }

  @Test
  void aCancellationBeforeTheStartTakesEffectAtTheStart() {
    plan(builder -> builder);
    outgoing.cancel();
    assertThat(vm("vm1").cancelled()).isZero();
    start();
    assertThat(vm("vm1").cancelled()).isEqualTo(1);
  }

  @Test
  void aConditionThatIsMetWhileTheLastVmIsStartedCancelsAllOfThem() {
    plan(builder -> builder.cancelWhen(now -> true), "vm1", "vm2");
    vm("vm1").onStart(listener -> listener.progressed(progress("setup", 0)));
    start();
    assertThat(vm("vm1").cancelled()).isEqualTo(1);
    assertThat(vm("vm2").cancelled()).isEqualTo(1);
  }

  @Test
  void aCancellationAfterTheEndChangesNothing() throws InterruptedException {
    planAndStart(builder -> builder);
    vm("vm1").ends(MigrationOutcome.COMPLETED);
    outgoing.await();
    outgoing.cancel();
    assertThat(vm("vm1").cancelled()).isZero();
    assertThat(outgoing.cancelledAt()).isEmpty();
  }

  @Test
  void cancelAfterCountsFromTheStart() {
    plan(builder -> builder.cancelAfter(SECOND));
    test.clock.advance(Duration.ofMinutes(1));
    start();
    test.clock.advance(SECOND.minusMillis(1));
    assertThat(vm("vm1").cancelled()).isZero();
    test.clock.advance(Duration.ofMillis(1));
    assertThat(vm("vm1").cancelled()).isEqualTo(1);
  }

  @Test
  void samplesAreWantedWhileAConditionIsPending() {
    planAndStart(builder -> builder.cancelWhen(now -> now.status().equals("active")));
    assertThat(vm("vm1").listener().awaitsMoment()).isTrue();
    vm("vm1").progresses(progress("active", 1));
    assertThat(vm("vm1").listener().awaitsMoment()).isFalse();
  }

  @Test
  void aParameterIsSetForEveryVm() {
    planAndStart(builder -> builder, "vm1", "vm2");
    outgoing.parameter("max-bandwidth", 5L);
    assertThat(vm("vm1").parameters()).containsExactly("max-bandwidth=5");
    assertThat(vm("vm2").parameters()).containsExactly("max-bandwidth=5");
  }

  @Test
  void aParameterAfterTheEndIsOnlyALineOnTheConsole() throws InterruptedException {
    planAndStart(builder -> builder);
    vm("vm1").ends(MigrationOutcome.COMPLETED);
    outgoing.await();
    outgoing.parameter("max-bandwidth", 5L);
    assertThat(vm("vm1").parameters()).isEmpty();
    assertThat(test.console())
        .contains("the migration has ended: [max-bandwidth] is not changed to [5]");
  }

  @Test
  void aMigrationThatDoesNotEndInTimeIsAFailureWithItsProgress() {
    planAndStart(builder -> builder.timeout(Duration.ofMillis(30)));
    vm("vm1").progresses(progress("active", 2));
    assertThatThrownBy(outgoing::await)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContainingAll(
            "[vm1]", "from [source] to [destination]", "within 30 ms", "active, pass 2");
  }

  @Test
  void anOutcomeThatIsKnownStandsThoughItsFiguresDoNotArrive() throws InterruptedException {
    planAndStart(builder -> builder.timeout(Duration.ofMillis(30)));
    OutgoingReport known = ScriptedVm.report(MigrationOutcome.FAILED);
    vm("vm1").endsSoFar(Optional.of(known));
    assertThat(outgoing.await()).containsEntry("vm1", known);
  }

  @Test
  void theTimeLeftIsNeverNegative() {
    planAndStart(builder -> builder.timeout(SECOND));
    assertThat(outgoing.left()).isEqualTo(SECOND);
    test.clock.advance(SECOND.multipliedBy(5));
    assertThat(outgoing.left()).isPositive().isLessThan(Duration.ofMillis(1));
  }

  @Test
  void aMomentThatDidNotComeFailsTheTest() {
    planAndStart(builder -> builder.during(pass(7), work -> {}));
    vm("vm1").progresses(progress("active", 1));
    test.clock.advance(SECOND.multipliedBy(3));
    vm("vm1").ends(MigrationOutcome.COMPLETED);
    assertThatThrownBy(outgoing::await)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContainingAll("Missed [Pass[number=7]]", "after 3 s", "pass 1");
  }

  @Test
  void aCancellationThatWasRequiredAndNotRequestedIsMissedByACompletedMigrationOnly()
      throws InterruptedException {
    planAndStart(builder -> builder.cancelWhen(now -> false));
    vm("vm1").ends(MigrationOutcome.COMPLETED);
    assertThatThrownBy(outgoing::await)
        .hasMessageContaining("Missed [the condition of cancelWhen]");

    leaving.clear();
    planAndStart(builder -> builder.cancelWhen(now -> false));
    vm("vm1").ends(MigrationOutcome.FAILED);
    assertThat(outgoing.await()).containsOnlyKeys("vm1");
  }

  @Test
  void abandoningCancelsWhatIsStillUnderWay() {
    planAndStart(builder -> builder, "vm1", "vm2");
    outgoing.abandon();
    assertThat(vm("vm1").cancelled()).isEqualTo(1);
    assertThat(vm("vm2").cancelled()).isEqualTo(1);
    assertThat(outgoing.cancelledAt()).as("the test has not requested it").isEmpty();
  }
}
