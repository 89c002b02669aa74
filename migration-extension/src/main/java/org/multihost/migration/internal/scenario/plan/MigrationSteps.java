package org.multihost.migration.internal.scenario.plan;

import java.util.ArrayList;
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

  private static final String CHECK_WORK = "checkWork";

  public MigrationSteps {
    during = List.copyOf(during);
  }

  /** Returns the names of the steps that are described, without the hooks. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (startWork != null) {
      names.add("startWork");
    }
    if (checkWork != null) {
      names.add(CHECK_WORK);
    }
    if (checkSource != null) {
      names.add("checkSource");
    }
    during.forEach(each -> names.add(each.title()));
    return names;
  }

  /** Returns whether the step of that name runs on the destination; all others do on the source. */
  static boolean isOfDestination(String name) {
    return name.equals(CHECK_WORK);
  }
}
