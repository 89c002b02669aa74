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
 * @param duringAtDestination such steps of the destination
 */
public record MigrationSteps(
    @Nullable MigrationStep startWork,
    @Nullable MigrationStep checkWork,
    @Nullable MigrationStep checkSource,
    @Nullable MigrationStep checkArriving,
    MigrationHooks hooks,
    List<During> during,
    List<During> duringAtDestination) {

  /**
   * A step at a moment.
   *
   * @param title the title for messages, as {@code during Pass[number=2]}
   */
  public record During(String title, MigrationMoment moment, MigrationStep step) {

    /** Returns the step of a source. */
    static During atSource(MigrationMoment moment, MigrationStep step) {
      return new During("during " + moment, moment, step);
    }

    /** Returns the step of a destination. */
    static During atDestination(MigrationMoment moment, MigrationStep step) {
      return new During(AT_DESTINATION + moment, moment, step);
    }
  }

  private static final String CHECK_WORK = "checkWork";
  private static final String CHECK_ARRIVING = "checkArriving";
  private static final String AT_DESTINATION = "duringAtDestination ";

  public MigrationSteps {
    during = List.copyOf(during);
    duringAtDestination = List.copyOf(duringAtDestination);
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
    if (checkArriving != null) {
      names.add(CHECK_ARRIVING);
    }
    during.forEach(each -> names.add(each.title()));
    duringAtDestination.forEach(each -> names.add(each.title()));
    return names;
  }

  /** Returns whether the step of that name runs on the destination; all others do on the source. */
  static boolean isOfDestination(String name) {
    return name.equals(CHECK_WORK)
        || name.equals(CHECK_ARRIVING)
        || name.startsWith(AT_DESTINATION);
  }
}
