package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationProgress;

/** A migration whose commands go to what this host has of it. */
interface CommandedMigration extends Migration {

  /** Returns the context of the migration. */
  MigrationContext context();

  @Override
  default int number() {
    return context().plan().number();
  }

  @Override
  default boolean cancel() {
    return context().underWay().cancel();
  }

  @Override
  default void parameter(String name, Object value) {
    context().underWay().parameter(name, value);
  }

  @Override
  default void maxBandwidth(String bytesPerSecond) {
    context().underWay().maxBandwidth(bytesPerSecond);
  }

  @Override
  default void downtimeLimit(Duration limit) {
    context().underWay().downtimeLimit(limit);
  }

  @Override
  default void startPostcopy() {
    context().underWay().startPostcopy();
  }

  @Override
  default void pause() {
    context().underWay().pause();
  }

  @Override
  default void recover() {
    context().underWay().recover(context());
  }

  @Override
  default void hold() {
    context().underWay().hold();
  }

  @Override
  default void release() {
    context().underWay().release();
  }

  @Override
  default void continueFrom(String status) {
    context().underWay().continueFrom(status);
  }

  @Override
  default MigrationProgress progress() {
    return context().record().progress();
  }
}
