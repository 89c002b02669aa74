package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.rendezvous.TestScope;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.plan.MigrationPlanBuilder;
import org.multihost.migration.internal.scenario.plan.MigrationStarter;

/**
 * The migrations of one test on this host: their numbers, the ones on threads of their own, and the
 * results of those that have ended. Safe for use by several threads.
 */
public final class TestMigrations implements Migrations, MigrationStarter {

  /**
   * The limit for the end of a background thread: when the test ends, its waits are interrupted and
   * its VMs have ended.
   */
  private static final Duration THREAD_END = Duration.ofSeconds(10);

  private final TestContext test;
  private final TestScope scope;
  private final AtomicInteger lastNumber = new AtomicInteger();
  private final List<BackgroundMigration> background = new ArrayList<>(); // guarded by itself
  private final List<MigrationResult> results = new ArrayList<>(); // guarded by itself

  private final List<UnderWay> underWay = new CopyOnWriteArrayList<>();

  /** A migration that some thread passes through; {@code end} completes after its clean-up. */
  private record UnderWay(Scenario scenario, CompletableFuture<Void> end) {}

  /** Creates the migrations of a test that has started none. */
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
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "A migration of %s names a virtual machine twice; name each once".formatted(names));
    }
    return new MigrationPlanBuilder(
        test.environment(), this, declared, names.stream().map(test.vms()::managed).toList());
  }

  @Override
  public int nextNumber() {
    return lastNumber.incrementAndGet();
  }

  @Override
  @SuppressWarnings("try") // the lane is entered and left
  public MigrationResult run(MigrationPlan plan) {
    UnderWay begun =
        new UnderWay(new Scenario(plan, test, scope.main()), new CompletableFuture<>());
    begin(begun);
    try (Lane steps = scope.openLane("steps of " + plan.title())) {
      return pass(begun.scenario());
    } finally {
      underWay.remove(begun);
      begun.end().complete(null);
    }
  }

  @Override
  public Migration start(MigrationPlan plan) {
    test.ownWaits().admit(beginning(plan), () -> {}); // or the lane is there for no migration
    Lane lane = scope.openLane(plan.title());
    Scenario scenario = new Scenario(plan, test, lane);
    BackgroundMigration migration = new BackgroundMigration(scenario, test, this);
    begin(new UnderWay(migration.scenario(), migration.end()));
    synchronized (background) {
      background.add(migration);
    }
    migration.start();
    return migration;
  }

  private void begin(UnderWay migration) {
    String what = beginning(migration.scenario().plan());
    test.ownWaits().admit(what, () -> underWay.add(migration));
  }

  private static String beginning(MigrationPlan plan) {
    return "begin " + plan.title();
  }

  /** Runs a migration that is recorded as under way, on this thread. */
  MigrationResult pass(Scenario scenario) {
    MigrationResult result = scenario.run();
    synchronized (results) {
      results.add(result);
    }
    return result;
  }

  /**
   * Waits for all migrations in the background, and throws the failure of the first one that has
   * failed; then waits for those that the test runs on threads of its own.
   */
  public void join() throws InterruptedException {
    started().forEach(Migration::join);
    for (UnderWay each : underWay) {
      Duration limit = each.scenario().limit();
      test.waits().await(each.end(), limit, () -> unended(each, limit));
    }
  }

  /**
   * Waits until all migrations have unwound, the user's clean-up included; an interrupt does not
   * end the wait. One that does not end is waited for once only.
   *
   * @param limit the limit for each of them
   */
  public void awaitUnwound(Duration limit) {
    for (UnderWay each : underWay) {
      if (!test.time().awaitUninterruptibly(each.end().thenApply(end -> true), limit, false)) {
        underWay.remove(each);
        throw unended(each, limit);
      }
    }
  }

  private static MultihostException unended(UnderWay migration, Duration limit) {
    return new MultihostException(
        "%s, its clean-up included, did not end within %s after the test itself"
            .formatted(migration.scenario().plan().title(), Durations.format(limit)));
  }

  /** Waits up to 10 s for each background thread to end its work for the test. */
  public void awaitThreads() {
    started().forEach(each -> each.awaitThread(THREAD_END));
  }

  private List<BackgroundMigration> started() {
    synchronized (background) {
      return List.copyOf(background);
    }
  }

  /**
   * Returns the results of the migrations that have ended, in the order of their ends on this host.
   */
  public List<MigrationResult> results() {
    synchronized (results) {
      return List.copyOf(results);
    }
  }
}
