package org.multihost.migration.internal.scenario.migration;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.plan.MigrationPlanBuilder;
import org.multihost.migration.internal.scenario.plan.MigrationStarter;

/** Plans and contexts of migrations that never start, for tests of their parts. */
final class PlannedMigration {

  private PlannedMigration() {}

  /** The plan of migration #1 of [vm1], from [source] to [destination]. */
  static MigrationPlan plan(RecordingTest test, UnaryOperator<MigrationBuilder> details) {
    return plan(test, List.of("vm1"), details);
  }

  static MigrationPlan plan(
      RecordingTest test, List<String> vms, UnaryOperator<MigrationBuilder> details) {
    Taker taker = new Taker();
    MigrationBuilder builder =
        new MigrationPlanBuilder(
            test.environment(),
            taker,
            test.vms().names(),
            vms.stream().map(test.vms()::managed).toList());
    try {
      details.apply(builder.from("source").to("destination")).run();
    } catch (Taken expected) {
      // the plan is made
    }
    return Objects.requireNonNull(taker.plan);
  }

  /** The context of a migration whose lane must not be used. */
  static MigrationContext context(RecordingTest test, UnaryOperator<MigrationBuilder> details) {
    return context(test, plan(test, details));
  }

  static MigrationContext context(RecordingTest test, MigrationPlan plan) {
    Lane none =
        (Lane)
            Proxy.newProxyInstance(
                Lane.class.getClassLoader(),
                new Class<?>[] {Lane.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    return new MigrationContext(
        plan, test, none, new MigrationRecord(plan, "source"), new ActiveMigration(plan, true));
  }

  private static final class Taken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A starter that takes the plan, and starts nothing. */
  private static final class Taker implements MigrationStarter {

    private @Nullable MigrationPlan plan;

    @Override
    public int nextNumber() {
      return 1;
    }

    @Override
    public MigrationResult run(MigrationPlan made) {
      plan = made;
      throw new Taken();
    }

    @Override
    public Migration start(MigrationPlan made) {
      throw new UnsupportedOperationException();
    }
  }
}
