package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.scenario.failure.StepThread;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.plan.MigrationSteps.During;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.spi.ProgressListener;

/**
 * The test's steps on the source at moments of a migration under way, one after the other on a
 * thread of their own.
 */
final class DuringSteps {

  private final MigrationContext context;
  private final MigrationPlan plan;
  private final ExecutorService steps;
  private final Time time;

  private final List<During> all;
  private final Set<During> expected = new LinkedHashSet<>(); // guarded by this
  private boolean over; // guarded by this

  /** Creates the steps of one side of a migration that has not begun. */
  DuringSteps(MigrationContext context, List<During> all) {
    this.context = context;
    this.plan = context.plan();
    this.all = all;
    this.expected.addAll(all);
    this.time = context.test().time();
    this.steps = time.executor("during-migration-" + plan.number());
  }

  /** Starts the timers, when the migration has been started. */
  public void begin() {
    for (During each : all) {
      MigrationMoment moment = momentOf(each);
      if (moment instanceof MigrationMoment.Elapsed elapsed) {
        time.after(elapsed.duration(), () -> due(each));
      } else if (moment instanceof MigrationMoment.Every every) {
        time.after(every.interval(), () -> repeat(each, every.interval()));
      }
    }
  }

  /** A step that takes longer than its interval is not started a second time meanwhile. */
  private synchronized void repeat(During step, Duration interval) {
    if (!over) {
      expected.remove(step);
      steps.execute(
          () -> {
            perform(step);
            time.after(interval, () -> repeat(step, interval));
          });
    }
  }

  private static MigrationMoment momentOf(During step) {
    return step.moment() instanceof MigrationMoment.IfUnderWay optional
        ? optional.moment()
        : step.moment();
  }

  /** Returns whether a step waits for a moment that only samples of the progress can show. */
  synchronized boolean awaitsSample() {
    return expected.stream().anyMatch(each -> momentOf(each) instanceof MigrationMoment.Percent);
  }

  /** Starts the steps whose moment has been reached; called on a thread of the driver. */
  public void progressed(MigrationProgress progress) {
    all.stream().filter(each -> hasCome(momentOf(each), progress)).forEach(this::due);
  }

  /**
   * Starts the steps for a migration that waits for a command; called on a thread of the driver.
   */
  void waits(ProgressListener.Wait command) {
    all.stream().filter(each -> isFor(momentOf(each), command)).forEach(this::due);
  }

  /** Starts the steps for a guest that runs here; called on a thread of the driver. */
  void guestRuns() {
    all.stream()
        .filter(each -> momentOf(each) instanceof MigrationMoment.GuestRuns)
        .forEach(this::due);
  }

  /** Runs a task on the thread of the steps, unless it has ended. */
  synchronized void execute(Runnable task) {
    if (!steps.isShutdown()) {
      steps.execute(task);
    }
  }

  private static boolean isFor(MigrationMoment moment, ProgressListener.Wait command) {
    return switch (command) {
      case SWITCHOVER -> moment instanceof MigrationMoment.BeforeSwitchover;
      case RECOVERY -> moment instanceof MigrationMoment.PostcopyPaused;
    };
  }

  private static boolean hasCome(MigrationMoment moment, MigrationProgress progress) {
    if (moment instanceof MigrationMoment.Pass pass) {
      return progress.iteration() >= pass.number();
    }
    if (moment instanceof MigrationMoment.Status status) {
      return progress.status().equals(status.word());
    }
    return moment instanceof MigrationMoment.Percent percent
        && progress.total() > 0
        && progress.percent() >= percent.least();
  }

  private synchronized void due(During step) {
    if (!over && expected.remove(step)) {
      steps.execute(() -> perform(step));
    }
  }

  /**
   * Runs a step. Its failure interrupts the thread that waits for the migration; what a step throws
   * because it was abandoned is no failure.
   */
  private void perform(During step) {
    MigrationProgress now = context.record().progress();
    context.say("%s begins at: %s".formatted(step.title(), ProgressText.of(now)));
    String doing = step.title() + " of " + plan.title();
    new StepThread(doing, steps::isShutdown, context.test()::failedUninterrupted)
        .run(() -> step.step().run(context.work()));
  }

  /**
   * Records the end of the migration: the moments that were not reached are missed. A timer may be
   * late, so a moment may have been reached by the clock alone. Does nothing the second time.
   *
   * @param took the duration of the migration, from its start to its end
   */
  synchronized void migrationEnded(Duration took) {
    List.copyOf(expected).stream().filter(each -> hasCome(momentOf(each), took)).forEach(this::due);
    over = true;
  }

  private static boolean hasCome(MigrationMoment moment, Duration took) {
    return moment instanceof MigrationMoment.Elapsed elapsed
        && elapsed.duration().compareTo(took) <= 0;
  }

  /** Waits for the steps whose moment was reached before the migration's end. */
  void awaitSteps(Duration limit) throws InterruptedException {
    CompletableFuture<?> last = CompletableFuture.runAsync(() -> {}, steps);
    try {
      context.test().waits().await(last, limit, () -> late(limit));
    } finally {
      abandon();
    }
  }

  private MultihostException late(Duration limit) {
    return new MultihostException(
        "A step during %s did not return within %s after the migration's end"
            .formatted(plan.title(), Durations.format(limit)));
  }

  /** Returns the moments that were not reached. */
  synchronized List<String> missed() {
    return expected.stream()
        .filter(step -> !(step.moment() instanceof MigrationMoment.IfUnderWay))
        .map(step -> step.moment().toString())
        .toList();
  }

  /** Prevents further steps, and interrupts the one that runs. */
  synchronized void abandon() {
    over = true;
    steps.shutdownNow();
  }
}
