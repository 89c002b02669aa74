package org.multihost.migration.internal.scenario.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationStep;

/**
 * The test's own steps in one migration.
 *
 * @param during the steps at moments of the migration, in the order of the calls
 */
public record MigrationSteps(
    @Nullable MigrationStep startWork,
    @Nullable MigrationStep checkWork,
    @Nullable MigrationStep checkSource,
    MigrationHooks hooks,
    List<During> during) {

  /** A step at a moment. */
  public record During(MigrationMoment moment, MigrationStep step) {

    /** Returns the title for messages, as {@code during Pass[number=2]}. */
    public String title() {
      return "during " + moment;
    }
  }

  public MigrationSteps {
    during = List.copyOf(during);
  }
}
