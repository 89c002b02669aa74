package org.multihost.migration.oracle;

import java.time.Duration;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationStep;
import org.multihost.migration.MigrationWork;

/** All hooks and steps of a migration, as the script has them for this host. */
record ActedHooks(Actor actor, VirtualTime time) implements MigrationHooks {

  private static final Duration ENDLESS = Duration.ofDays(10);

  MigrationBuilder on(MigrationBuilder builder) {
    return builder
        .startWork(this::startWork)
        .checkWork(at(Point.CHECK_WORK))
        .checkSource(at(Point.CHECK_SOURCE))
        .hooks(this);
  }

  private MigrationStep at(Point point) {
    return work -> actor.at(point);
  }

  /** With a background step that runs until it is stopped. */
  private void startWork(MigrationWork work) {
    work.background(
        "background",
        started -> {
          actor.at(Point.BACKGROUND);
          time.pass(ENDLESS);
        });
    actor.at(Point.START_WORK);
  }

  @Override
  public void prepareDisks(MigrationWork work) {
    actor.at(Point.PREPARE_DISKS);
  }

  @Override
  public void beforeMigration(MigrationWork work) {
    actor.at(Point.BEFORE_MIGRATION);
  }

  @Override
  public void migrateOnSource(MigrationWork work) {
    actor.at(Point.MIGRATE_ON_SOURCE);
  }

  @Override
  public void migrateOnDestination(MigrationWork work) {
    actor.at(Point.MIGRATE_ON_DESTINATION);
  }

  @Override
  public void afterMigration(MigrationWork work) {
    actor.at(Point.AFTER_MIGRATION);
  }

  @Override
  public void checkOnSource(MigrationWork work) {
    actor.at(Point.CHECK_ON_SOURCE);
  }

  @Override
  public void checkOnDestination(MigrationWork work) {
    actor.at(Point.CHECK_ON_DESTINATION);
  }

  @Override
  public void cleanUp(MigrationWork work) {
    actor.at(Point.CLEAN_UP);
  }
}
