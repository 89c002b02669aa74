package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MultihostException;

/** A migration on a thread of its own. */
final class BackgroundMigration implements Migration {

  /** Its waits are cut when the test ends, so that it needs no longer than a step of clean-up. */
  private static final Duration THREAD_END = Duration.ofSeconds(10);

  private final Scenario scenario;
  private final TestRun test;
  private final CompletableFuture<MigrationResult> result = new CompletableFuture<>();
  private final Thread thread;

  BackgroundMigration(Scenario scenario, TestRun test) {
    this.scenario = scenario;
    this.test = test;
    this.thread = new Thread(this::work, "migration-" + scenario.plan().number());
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void work() {
    try {
      test.guarded(scenario.plan().title(), () -> result.complete(test.remembered(scenario.run())));
    } catch (Throwable failure) {
      result.completeExceptionally(failure);
    }
  }

  @Override
  public int number() {
    return scenario.plan().number();
  }

  @Override
  public MigrationResult join() {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MultihostException("Interrupted while joining " + scenario.plan().title(), e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw rethrown(Objects.requireNonNull(e.getCause()));
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException e) {
      return e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new CompletionException(cause);
  }

  @Override
  public void cancel() {
    scenario.cancel();
  }

  @Override
  public void parameter(String name, Object value) {
    scenario.parameter(name, value);
  }

  @Override
  public MigrationProgress progress() {
    return scenario.progress();
  }

  void awaitThread() {
    try {
      thread.join(THREAD_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
