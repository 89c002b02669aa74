package org.multihost.migration.internal.scenario.migration;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.scenario.plan.MigrationVariant;

/**
 * The cancellation of one migration, which its test asks for by a call, after a time or at a
 * condition. Only the first request counts. Safe for use by several threads.
 */
final class Cancellation {

  private final MigrationContext context;
  private final MigrationVariant manner;
  private final Runnable cancel;
  private @Nullable MigrationProgress askedAt; // guarded by this

  /** Of a migration that {@code cancel} cancels. */
  Cancellation(MigrationContext context, Runnable cancel) {
    this.context = context;
    this.manner = context.plan().manner();
    this.cancel = cancel;
  }

  /** The progress at which it was asked for; empty if it was not. */
  synchronized Optional<MigrationProgress> askedAt() {
    return Optional.ofNullable(askedAt);
  }

  /** Cancels the migration, unless that was asked for before. */
  public void ask(MigrationProgress now) {
    synchronized (this) {
      if (askedAt != null) {
        return;
      }
      askedAt = now;
    }
    cancel.run();
    context.say("cancellation requested at: " + ProgressText.of(now));
  }

  /** Whether it waits for a condition, which only progress can meet. */
  boolean awaitsCondition() {
    return manner.cancelWhen().isPresent() && askedAt().isEmpty();
  }

  /** Called on a thread of the driver. */
  public void progressed(MigrationProgress progress) {
    if (awaitsCondition() && accepts(progress)) {
      ask(progress);
    }
  }

  /** On a thread of the driver, which would only log what the test's condition throws. */
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
   * What was to cancel a migration that has ended, and did not come; empty if the test does not
   * require that it is cancelled.
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
