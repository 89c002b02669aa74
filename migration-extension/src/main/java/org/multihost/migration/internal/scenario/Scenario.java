package org.multihost.migration.internal.scenario;

import static org.multihost.migration.MigrationPhase.BEFORE_MIGRATION;
import static org.multihost.migration.MigrationPhase.CHECK;
import static org.multihost.migration.MigrationPhase.FINISHED;
import static org.multihost.migration.MigrationPhase.HANDOFF;
import static org.multihost.migration.MigrationPhase.MIGRATE;
import static org.multihost.migration.MigrationPhase.MIGRATED;
import static org.multihost.migration.MigrationPhase.PREPARE_DISKS;
import static org.multihost.migration.MigrationPhase.PREPARE_VM;
import static org.multihost.migration.MigrationPhase.START_WORK;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.VmMigrationResult;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.rendezvous.Lane;

/** One migration on this host: the phases, each a step per role and the barrier that closes it. */
final class Scenario {

  /** What a role does in a phase. */
  @FunctionalInterface
  private interface Action {
    void run(Side side) throws Throwable;
  }

  /** Who meets at the end of a phase. */
  private enum ClosedBy {
    NOBODY,
    PAIR
  }

  /** A phase of the source and the destination. */
  private record Step(MigrationPhase phase, Action action, ClosedBy closedBy) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(PREPARE_VM, Side::prepare, ClosedBy.PAIR),
          new Step(HANDOFF, Side::handOff, ClosedBy.NOBODY),
          new Step(START_WORK, Side::startWork, ClosedBy.PAIR),
          new Step(BEFORE_MIGRATION, Side::beforeMigration, ClosedBy.PAIR),
          new Step(MIGRATE, Side::migrate, ClosedBy.NOBODY),
          new Step(MIGRATED, Side::migrated, ClosedBy.PAIR),
          new Step(CHECK, Side::check, ClosedBy.PAIR));

  private final MigrationPlan plan;
  private final TestRun test;
  private final Lane lane;
  private final MigrationRecord record;
  private final UnderWay underWay;
  private final SideContext context;
  private final @Nullable Side side;

  Scenario(MigrationPlan plan, TestRun test, Lane lane) {
    this.plan = plan;
    this.test = test;
    this.lane = lane;
    this.record = new MigrationRecord(plan, test.hosts().self());
    this.underWay = new UnderWay(plan);
    this.context = new SideContext(plan, test, lane, record, underWay);
    this.side = side();
  }

  private @Nullable Side side() {
    String self = test.hosts().self();
    if (self.equals(plan.source())) {
      return new SourceSide(context);
    }
    return self.equals(plan.destination()) ? new DestinationSide(context) : null;
  }

  MigrationPlan plan() {
    return plan;
  }

  /** How long {@link #run} may take. */
  Duration limit() {
    return record.wholeMigration();
  }

  /** Passes all phases; the same result on every host. */
  MigrationResult run() {
    plan.vms().forEach(vm -> vm.startMigration(plan.title()));
    MigrationResult result;
    try {
      result = passAll();
    } catch (Throwable failure) {
      cleanUpAfter(failure);
      throw failure;
    } finally {
      plan.vms().forEach(ManagedVm::endMigration);
    }
    try {
      cleanUp();
    } catch (Throwable failure) {
      test.failed(name(FINISHED), failure);
      throw Sneaky.rethrow(failure);
    }
    return result;
  }

  private MigrationResult passAll() {
    prepareDisks();
    if (side != null) {
      for (Step step : STEPS) {
        pass(side, step);
      }
    }
    return finish();
  }

  /** The first failure stays the first. */
  private void cleanUpAfter(Throwable failure) {
    test.unwinds(plan.title(), failure);
    try {
      if (side != null) {
        side.abandon();
      }
      cleanUp();
    } catch (Throwable further) {
      failure.addSuppressed(further);
    }
  }

  private void cleanUp() throws Throwable {
    underWay.close();
    plan.steps().hooks().cleanUp(context.work());
  }

  /** Once per test, the master alone; all hosts meet after it. */
  private void prepareDisks() {
    if (plan.number() > 1) {
      return;
    }
    if (test.hosts().isSelf(test.hosts().master())) {
      perform(PREPARE_DISKS, () -> plan.steps().hooks().prepareDisks(context.work()));
    }
    meet(PREPARE_DISKS, test.hosts().names(), record.limit(PREPARE_DISKS));
  }

  private void pass(Side side, Step step) {
    perform(step.phase(), () -> step.action().run(side));
    if (step.closedBy() == ClosedBy.PAIR) {
      meet(step.phase(), plan.pair(), record.limit(step.phase()));
    }
    if (step.phase() == MIGRATED) {
      requireExpectedOutcome();
    }
  }

  private void meet(MigrationPhase phase, List<String> hosts, Duration limit) {
    lane.barrier(name(phase), plan.text(), hosts, limit.plus(Timeouts.SLACK));
  }

  /**
   * A barrier's name is its phase's; the lane of a {@code run()} is the test's own, so that the
   * number tells migrations apart.
   */
  private String name(MigrationPhase phase) {
    return phase + " of " + plan.title();
  }

  /** Does a step, measures it, and tells the other hosts of its failure before it unwinds. */
  private void perform(MigrationPhase phase, TestRun.Body body) {
    String doing = name(phase);
    test.scope().doing(doing);
    long start = System.nanoTime();
    try {
      body.run();
    } catch (Throwable failure) {
      test.failed(doing, failure);
      throw Sneaky.rethrow(failure);
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    record.passed(phase, duration);
    if (duration.toMillis() > 0) {
      say("%-16s %s".formatted(phase, Durations.format(duration)));
    }
  }

  private void requireExpectedOutcome() {
    MigrationResult result = record.result();
    if (result.outcome() != plan.expected()) {
      MigrationFailedException failure =
          new MigrationFailedException(
              "%s [%s] ended as [%s], expected [%s]: %s"
                  .formatted(
                      capitalised(plan.title()),
                      plan.route(),
                      result.outcome(),
                      plan.expected(),
                      reason(result)));
      test.failed(name(MIGRATED), failure);
      throw failure;
    }
  }

  private static String reason(MigrationResult result) {
    return result
        .error()
        .or(
            () ->
                result
                    .cancelledAt()
                    .map(
                        at ->
                            "it was over before the cancellation, requested at [%s], took effect; make it last longer with maxBandwidth(…), or cancel earlier"
                                .formatted(Narration.of(at))))
        .orElse("the hypervisor gave no error");
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private MigrationResult finish() {
    if (side != null) {
      perform(FINISHED, side::finish);
    }
    MigrationResult result = record.exchange(lane, name(FINISHED), test);
    for (ManagedVm vm : plan.vms()) {
      VmMigrationResult machine = result.vms().get(vm.name());
      if (machine != null && machine.outcome() == MigrationOutcome.COMPLETED) {
        vm.livesOn(plan.destination());
      }
    }
    if (test.hosts().self().equals(plan.source())) {
      say(Narration.of(result));
    }
    return result;
  }

  private void say(String text) {
    test.journal().say("#" + plan.number() + " " + plan.route() + "  " + text);
  }

  void cancel() {
    underWay.cancel();
  }

  void parameter(String name, Object value) {
    underWay.parameter(name, value);
  }

  MigrationProgress progress() {
    return record.progress();
  }
}
