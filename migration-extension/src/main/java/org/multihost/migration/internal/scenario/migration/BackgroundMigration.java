package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.text.Durations;

/** A migration on a thread of its own. */
final class BackgroundMigration implements CommandedMigration {

  private final Scenario scenario;
  private final TestContext test;
  private final TestMigrations migrations;
  private final CompletableFuture<MigrationResult> result = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Thread thread;

  BackgroundMigration(Scenario scenario, TestContext test, TestMigrations migrations) {
    this.scenario = scenario;
    this.test = test;
    this.migrations = migrations;
    this.thread = test.time().thread("migration-" + scenario.plan().number(), this::work);
  }

  public void start() {
    try {
      thread.start();
    } catch (Throwable noThread) {
      end.complete(null);
      throw noThread;
    }
  }

  @Override
  public MigrationContext context() {
    return scenario.context();
  }

  public Scenario scenario() {
    return scenario;
  }

  /** Completes when the thread does nothing more for the test. */
  public CompletableFuture<Void> end() {
    return end;
  }

  private void work() {
    try {
      test.guarded(scenario.plan().title(), () -> result.complete(migrations.pass(scenario)));
    } catch (Throwable failure) {
      result.completeExceptionally(failure);
    } finally {
      scenario.leaveLane();
      end.complete(null);
    }
  }

  @Override
  public MigrationResult join() {
    String where = "for the end of " + scenario.plan().title();
    return result.isDone()
        ? test.ownWaits().known(where, this::ended)
        : test.ownWaits().run(where, this::ended);
  }

  private MigrationResult ended() {
    try {
      return test.waits().await(result, scenario.limit(), this::late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MultihostException("Interrupted while joining " + scenario.plan().title(), e);
    }
  }

  private MultihostException late() {
    return new MultihostException(
        "%s did not end within %s, the limits of all its phases together; it was waited for on host [%s]"
            .formatted(
                scenario.plan().title(), Durations.format(scenario.limit()), test.hosts().self()));
  }

  /** Waits for the end of the thread, up to the limit; an interrupt does not end the wait. */
  void awaitThread(Duration limit) {
    test.time().awaitUninterruptibly(end.thenApply(nothing -> true), limit, false);
  }
}
