package org.multihost.migration.internal.scenario.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.plan.MigrationPlanBuilder;
import org.multihost.migration.internal.scenario.plan.MigrationStarter;

/**
 * The migrations of one test on this host: their numbers, those on threads of their own, and the
 * results of those that ended. Safe for use by several threads.
 */
public final class TestMigrations implements Migrations, MigrationStarter {

  private final TestContext test;
  private final TestScope scope;
  private final AtomicInteger lastNumber = new AtomicInteger();
  private final List<BackgroundMigration> background = new ArrayList<>(); // guarded by itself
  private final List<MigrationResult> results = new ArrayList<>(); // guarded by itself

  /** Of a test that has started none. */
  public TestMigrations(TestContext test, TestScope scope) {
    this.test = test;
    this.scope = scope;
  }

  @Override
  public MigrationBuilder migrate(String... vms) {
    List<String> declared = test.vms().names();
    List<String> names = vms.length == 0 ? declared : List.of(vms);
    if (names.isEmpty()) {
      throw new IllegalStateException(
          "There is no virtual machine to migrate; declare one with @MigrateVm(name = …) on the"
              + " class or the method");
    }
    return new MigrationPlanBuilder(
        test.environment(), this, declared, names.stream().map(test.vms()::managed).toList());
  }

  @Override
  public int nextNumber() {
    return lastNumber.incrementAndGet();
  }

  @Override
  public MigrationResult run(MigrationPlan plan) {
    return ended(new Scenario(plan, test, scope.main()).run());
  }

  @Override
  public Migration start(MigrationPlan plan) {
    Scenario scenario = new Scenario(plan, test, scope.openLane(plan.title()));
    BackgroundMigration migration = new BackgroundMigration(scenario, test, this);
    synchronized (background) {
      background.add(migration);
    }
    migration.start();
    return migration;
  }

  public MigrationResult ended(MigrationResult result) {
    synchronized (results) {
      results.add(result);
    }
    return result;
  }

  /** Waits for all that were started, and throws what the first of them to fail has thrown. */
  public void join() {
    started().forEach(Migration::join);
  }

  /** Waits, a little, until no thread of theirs does anything for the test any more. */
  public void awaitThreads() {
    started().forEach(BackgroundMigration::awaitThread);
  }

  private List<BackgroundMigration> started() {
    synchronized (background) {
      return List.copyOf(background);
    }
  }

  /** The results of the migrations that ended, in the order of their ends on this host. */
  public List<MigrationResult> results() {
    synchronized (results) {
      return List.copyOf(results);
    }
  }
}
