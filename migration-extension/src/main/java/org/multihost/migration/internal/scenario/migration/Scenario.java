package org.multihost.migration.internal.scenario.migration;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.HostRole;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.VmMigrationResult;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.record.Recorded;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.scenario.environment.SneakyThrow;
import org.multihost.migration.internal.scenario.failure.GuardedStep;
import org.multihost.migration.internal.scenario.failure.Interruption;
import org.multihost.migration.internal.scenario.failure.Verdict;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.ManagedVm;

/**
 * One migration on this host: its phases, each with a step per role and the barrier that closes it.
 */
final class Scenario {

  /** The action of a role in a phase. */
  @FunctionalInterface
  private interface Action {
    void run(Side side) throws Throwable;
  }

  /** A phase of the source and the destination, and the barrier of both that closes it, if any. */
  private record Step(MigrationPhase phase, Action action, @Nullable HostWait closedBy) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(PREPARE_VM, Side::prepare, HostWait.PREPARE_VM),
          new Step(HANDOFF, Side::handOff, null),
          new Step(START_WORK, Side::startWork, HostWait.START_WORK),
          new Step(BEFORE_MIGRATION, Side::beforeMigration, HostWait.BEFORE_MIGRATION),
          new Step(MIGRATE, Side::migrate, null),
          new Step(MIGRATED, Side::migrated, HostWait.MIGRATED),
          new Step(CHECK, Side::check, HostWait.CHECK));

  private final MigrationPlan plan;
  private final TestContext test;
  private final Lane lane;
  private final MigrationRecord record;
  private final ActiveMigration underWay;
  private final MigrationContext context;
  private final @Nullable Side side;

  Scenario(MigrationPlan plan, TestContext test, Lane lane) {
    this.plan = plan;
    this.test = test;
    this.lane = lane;
    this.record = new MigrationRecord(plan, test.hosts().self());
    this.underWay = new ActiveMigration(plan, plan.source().equals(test.hosts().self()));
    this.context = new MigrationContext(plan, test, lane, record, underWay);
    this.side = side();
  }

  private @Nullable Side side() {
    return switch (context.role()) {
      case SOURCE -> new SourceSide(context);
      case DESTINATION -> new DestinationSide(context);
      case BYSTANDER -> null;
    };
  }

  public MigrationPlan plan() {
    return plan;
  }

  /** Returns the longest time that {@link #run} may take. */
  public Duration limit() {
    return record.wholeMigration();
  }

  /** Passes all phases, and returns the result, which is the same on every host. */
  public MigrationResult run() {
    MigrationResult result;
    try {
      plan.vms().forEach(vm -> vm.startMigration(plan.title()));
      result = passAll();
    } catch (Throwable failure) {
      throw SneakyThrow.rethrow(cleanUpAfter(failure));
    } finally {
      plan.vms().forEach(vm -> vm.endMigration(plan.title()));
    }
    cleanUp().ifPresent(SneakyThrow::rethrow);
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

  /**
   * Returns the failure with which the migration ends: the given one, or one of the clean-up that
   * prevails over it.
   */
  private Throwable cleanUpAfter(Throwable failure) {
    test.unwinds(plan.title(), failure);
    Verdict end = Verdict.of(Optional.of(failure));
    if (side != null) {
      end.add(side::abandon);
    }
    end.add(() -> cleanUp().ifPresent(SneakyThrow::rethrow));
    return end.end().orElseThrow();
  }

  /**
   * Stops the background steps, and runs the user's clean-up, even if a step could not be stopped.
   */
  private Optional<Throwable> cleanUp() {
    Verdict end = Verdict.of(Optional.empty());
    String steps = "the background steps of " + plan.title();
    String hook = "cleanUp of " + plan.title();
    end.add(() -> test.cleanUpMigration(steps, underWay::close));
    end.add(() -> test.cleanUpMigration(hook, () -> cleanUpByHook(hook)));
    return end.end();
  }

  private void cleanUpByHook(String doing) throws Throwable {
    plan.steps().hooks().cleanUp(context.work());
    Interruption.requireNoneLeftBy(doing);
  }

  /** Prepares the disks, once per test and on the first host only; all hosts meet afterwards. */
  private void prepareDisks() {
    if (plan.number() > 1) {
      return;
    }
    if (test.hosts().isSelf(test.hosts().master())) {
      perform(PREPARE_DISKS, () -> plan.steps().hooks().prepareDisks(context.work()));
    }
    meet(PREPARE_DISKS, test.hosts().names(), HostWait.PREPARE_DISKS);
  }

  private void pass(Side side, Step step) {
    perform(step.phase(), () -> step.action().run(side));
    if (step.closedBy() != null) {
      meet(step.phase(), plan.pair(), step.closedBy());
    }
    if (step.phase() == MIGRATED) {
      requireExpectedOutcome();
    }
  }

  private void meet(MigrationPhase phase, List<String> hosts, HostWait wait) {
    lane.barrier(name(phase), plan.text(), hosts, record.limit(wait));
  }

  /**
   * Returns the name of a phase's barrier. The lane of a {@code run()} is the test's own, so the
   * name has the migration's number.
   */
  private String name(MigrationPhase phase) {
    return phase + " of " + plan.title();
  }

  /** Runs a step, measures it, and reports its failure to the other hosts before it unwinds. */
  private void perform(MigrationPhase phase, GuardedStep body) {
    String doing = name(phase);
    test.doing(doing);
    record.enters(phase);
    long at = Recording.now();
    test.recording().add(new Recorded.PhaseBegun(at, plan.number(), phase.toString()));
    long start = test.time().nanos();
    try {
      body.run();
    } catch (Throwable failure) {
      recordPhase(at, phase, test.time().since(start), true);
      if (phase == CHECK) {
        record.addOutcomeTo(failure);
      }
      test.failed(doing, failure);
      throw SneakyThrow.rethrow(failure);
    }
    Duration duration = test.time().since(start);
    record.passed(phase, duration);
    recordPhase(at, phase, duration, false);
    if (duration.toMillis() > 0) {
      say("%-16s %s".formatted(phase, Durations.format(duration)));
    }
  }

  private void recordPhase(long at, MigrationPhase phase, Duration took, boolean failed) {
    test.recording()
        .add(new Recorded.Phase(at, plan.number(), phase.toString(), took.toMillis(), failed));
  }

  private void requireExpectedOutcome() {
    MigrationResult result = record.result();
    if (context.role() == HostRole.SOURCE) {
      test.recording().add(Recordings.result(result));
    }
    boolean guestIsAtBoth =
        plan.vms().stream().anyMatch(vm -> record.verdict(vm.name()).place() == GuestPlace.BOTH);
    if (guestIsAtBoth || !plan.expected().accepts(result.outcome())) {
      MigrationFailedException failure = record.outcomeAsFailure();
      test.failed(name(MIGRATED), failure);
      throw failure;
    }
  }

  private MigrationResult finish() {
    if (side != null) {
      perform(FINISHED, side::finish);
    }
    MigrationResult result = record.exchange(lane, name(FINISHED), test);
    for (ManagedVm vm : plan.vms()) {
      VmMigrationResult migrated = result.vms().get(vm.name());
      if (migrated != null && migrated.outcome() == MigrationOutcome.COMPLETED) {
        vm.livesOn(plan.destination());
      }
    }
    if (context.role() == HostRole.SOURCE) {
      say(ProgressText.of(result));
    }
    return result;
  }

  private void say(String text) {
    test.environment().console().say("#" + plan.number() + " " + plan.route() + "  " + text);
  }

  /** Closes the lane; the thread that has run the migration does nothing more for the test. */
  void leaveLane() {
    lane.close();
  }

  /** Returns the context of the migration. */
  MigrationContext context() {
    return context;
  }
}
