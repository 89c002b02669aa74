package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.time.Time;

/**
 * What the test does on the source while a migration is under way: steps at certain moments, one
 * after the other on a thread of their own, and its cancellation.
 */
final class Meanwhile {

  private final SideContext context;
  private final MigrationPlan plan;
  private final Runnable cancel;
  private final ExecutorService steps;
  private final Time time;

  // Guarded by this.
  private final Set<MigrationSteps.During> expected = new LinkedHashSet<>();
  private boolean cancelled;

  /** Of a migration that has not begun. */
  Meanwhile(SideContext context, Runnable cancel) {
    this.context = context;
    this.plan = context.plan();
    this.cancel = cancel;
    this.expected.addAll(plan.steps().during());
    this.time = context.test().time();
    this.steps = time.executor("during-migration-" + plan.number());
  }

  /** The migration has been started. */
  void begin() {
    for (MigrationSteps.During each : plan.steps().during()) {
      if (each.moment() instanceof MigrationMoment.Elapsed elapsed) {
        time.after(elapsed.duration(), () -> due(each));
      }
    }
    plan.manner().cancelAfter().ifPresent(duration -> time.after(duration, cancel));
  }

  /** Called on a thread of the driver. */
  void progressed(MigrationProgress progress) {
    plan.steps().during().stream()
        .filter(each -> hasCome(each.moment(), progress))
        .forEach(this::due);
    if (isToBeCancelled(progress)) {
      cancelOnce();
    }
  }

  /** On a thread of the driver, which would only log what the test's condition throws. */
  private boolean isToBeCancelled(MigrationProgress progress) {
    try {
      return plan.manner().cancelWhen().filter(each -> each.test(progress)).isPresent();
    } catch (RuntimeException | Error failure) {
      context.test().failed("the condition of cancelWhen of " + plan.title(), failure);
      return false;
    }
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
        && 100 - progress.remaining() * 100 / progress.total() >= percent.least();
  }

  private void cancelOnce() {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
    }
    cancel.run();
  }

  private void due(MigrationSteps.During step) {
    synchronized (this) {
      if (!expected.remove(step) || steps.isShutdown()) {
        return;
      }
      steps.execute(() -> perform(step));
    }
  }

  /** The failure of a step interrupts the thread that waits for the migration. */
  private void perform(MigrationSteps.During step) {
    try {
      step.step().run(context.work());
    } catch (Throwable failure) {
      context.test().failed(step.title() + " of " + plan.title(), failure);
    }
  }

  /**
   * The migration has ended: waits for the step that still runs, and misses those that never did.
   */
  void end(Duration limit) throws InterruptedException {
    CompletableFuture<?> last = CompletableFuture.runAsync(() -> {}, steps);
    try {
      time.await(last, limit);
    } catch (TimeoutException e) {
      throw new MultihostException(
          "A step during %s did not return within %s after the migration's end"
              .formatted(plan.title(), Durations.format(limit)),
          e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      abandon();
    }
    verifyAllCame();
  }

  private synchronized void verifyAllCame() {
    if (!expected.isEmpty()) {
      throw new MultihostException(
          "%s ended before it came to %s; last progress: %s"
              .formatted(
                  plan.title(),
                  expected.stream().map(step -> step.moment().toString()).toList(),
                  Narration.of(context.record().progress())));
    }
  }

  /** No step begins any more, and the one that runs is interrupted. */
  void abandon() {
    synchronized (this) {
      steps.shutdownNow();
    }
  }
}
