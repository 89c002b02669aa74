package org.multihost.migration.internal.scenario.migration;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.scenario.plan.MigrationVariant;

/**
 * The cancellation of one migration, which its test requests by a call, after a time or at a
 * condition. Only the first request counts. Safe for use by several threads.
 */
final class Cancellation {

  private final MigrationContext context;
  private final MigrationVariant manner;
  private final Runnable cancel;
  private @Nullable MigrationProgress askedAt; // guarded by this

  /**
   * @param cancel cancels the migration
   */
  Cancellation(MigrationContext context, Runnable cancel) {
    this.context = context;
    this.manner = context.plan().manner();
    this.cancel = cancel;
  }

  /** Returns the progress at which the cancellation was requested; empty if it was not. */
  synchronized Optional<MigrationProgress> askedAt() {
    return Optional.ofNullable(askedAt);
  }

  /** Cancels the migration, unless that was requested before. */
  public boolean ask(MigrationProgress now) {
    synchronized (this) {
      if (askedAt != null) {
        return false;
      }
      askedAt = now;
    }
    cancel.run();
    context.say("cancellation requested at: " + ProgressText.of(now));
    return true;
  }

  /** Returns whether the cancellation waits for a condition, which only progress can meet. */
  boolean awaitsCondition() {
    return manner.cancelWhen().isPresent() && askedAt().isEmpty();
  }

  /** Checks the condition; called on a thread of the driver. */
  public void progressed(MigrationProgress progress) {
    if (awaitsCondition() && accepts(progress)) {
      ask(progress);
    }
  }

  /**
   * Evaluates the test's condition, and reports what it throws: the driver's thread would only log
   * that.
   */
  private boolean accepts(MigrationProgress progress) {
    try {
      return manner.cancelWhen().filter(each -> each.test(progress)).isPresent();
    } catch (RuntimeException | Error failure) {
      context
          .test()
          .failedUninterrupted("the condition of cancelWhen of " + context.plan().title(), failure);
      return false;
    }
  }

  /**
   * Returns the requests that should have cancelled a migration, but were not made before its end;
   * empty if the test does not require the cancellation.
   */
  public List<String> missed() {
    if (askedAt().isPresent() || !context.plan().expected().requires(MigrationOutcome.CANCELLED)) {
      return List.of();
    }
    if (manner.cancelWhen().isPresent()) {
      return List.of("the condition of cancelWhen");
    }
    return manner.cancelAfter().stream()
        .map(duration -> "cancelAfter " + Durations.format(duration))
        .toList();
  }
}
