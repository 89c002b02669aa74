package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** What a {@link MigrationStep} works with. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationWork {

  /**
   * The machine of that name.
   *
   * @throws IllegalArgumentException if no machine has that name
   */
  VirtualMachine vm(String name);

  /**
   * The driver's own object behind a machine that is on its way here; on the destination, from
   * {@link MigrationHooks#migrateOnDestination} on.
   *
   * @throws IllegalStateException if it is not on its way to this host
   */
  <T> T arriving(String vm, Class<T> type);

  /**
   * The result of the migration, in the steps that follow it.
   *
   * @throws IllegalStateException in a step that comes before the result is known
   */
  MigrationResult result();

  /** This migration: its progress, its parameters, its cancellation. */
  Migration migration();

  /**
   * The migration's stream, to be disturbed; on the source.
   *
   * @throws IllegalStateException without {@link MigrationBuilder#throughProxy()}, or on another
   *     host
   */
  MigrationStream stream();

  /**
   * Runs a step beside the migration, on a thread of its own on this host.
   *
   * @param name for messages
   */
  BackgroundStep background(String name, MigrationStep step);

  /** Writes a line to the console and the log of this host, under the migration's number. */
  void log(String text);
}
