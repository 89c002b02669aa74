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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.VmMigrationResult;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.rendezvous.Lane;

/** One migration on this host: the phases, each a step per role and the barrier that closes it. */
final class Scenario {

  /** What a role does in a phase. */
  @FunctionalInterface
  private interface Action {
    void run(Side side) throws Throwable;
  }

  /** A phase of the source and the destination, and the meeting of both that closes it. */
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
    MigrationResult result;
    try {
      plan.vms().forEach(vm -> vm.startMigration(plan.title()));
      result = passAll();
    } catch (Throwable failure) {
      throw Sneaky.rethrow(cleanUpAfter(failure));
    } finally {
      plan.vms().forEach(vm -> vm.endMigration(plan.title()));
    }
    cleanUp().ifPresent(Sneaky::rethrow);
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

  /** Returns what the migration ends with: the failure, or one of clean-up that prevails. */
  private Throwable cleanUpAfter(Throwable failure) {
    test.unwinds(plan.title(), failure);
    Verdict end = Verdict.of(Optional.of(failure));
    if (side != null) {
      end.add(side::abandon);
    }
    end.add(() -> cleanUp().ifPresent(Sneaky::rethrow));
    return end.end().orElseThrow();
  }

  /** The user's clean-up runs whatever becomes of the background steps that it may undo. */
  private Optional<Throwable> cleanUp() {
    Verdict end = Verdict.of(Optional.empty());
    String steps = "the background steps of " + plan.title();
    String hook = "cleanUp of " + plan.title();
    end.add(() -> test.cleanUpMigration(steps, underWay::close));
    end.add(() -> test.cleanUpMigration(hook, () -> plan.steps().hooks().cleanUp(context.work())));
    return end.end();
  }

  /** Once per test, the master alone; all hosts meet after it. */
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
    long start = test.time().nanos();
    try {
      body.run();
    } catch (Throwable failure) {
      test.failed(doing, failure);
      throw Sneaky.rethrow(failure);
    }
    Duration duration = test.time().since(start);
    record.passed(phase, duration);
    if (duration.toMillis() > 0) {
      say("%-16s %s".formatted(phase, Durations.format(duration)));
    }
  }

  private void requireExpectedOutcome() {
    MigrationResult result = record.result();
    boolean guestIsAtBoth =
        plan.vms().stream().anyMatch(vm -> record.verdict(vm.name()).place() == GuestPlace.BOTH);
    if (guestIsAtBoth || !plan.expected().accepts(result.outcome())) {
      MigrationFailedException failure = new MigrationFailedException(unexpected(result));
      test.failed(name(MIGRATED), failure);
      throw failure;
    }
  }

  private String unexpected(MigrationResult result) {
    return "%s [%s] ended as [%s], expected [%s]: %s"
        .formatted(
            capitalised(plan.title()),
            plan.route(),
            result.outcome(),
            plan.expected().text(),
            reason(result));
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
                                .formatted(Narration.of(at))))
        .orElse(
            plan.expected().requires(MigrationOutcome.CANCELLED)
                ? "it was not cancelled while it was under way"
                : "the hypervisor gave no error");
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

  /** The thread that has run it does nothing more for the test. */
  void leaveLane() {
    lane.close();
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
