package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The context of a {@link MigrationStep}: its migration, the VMs of the test, and the log. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationWork {

  /**
   * The VM of that name.
   *
   * @throws IllegalArgumentException if no VM has that name
   */
  VirtualMachine vm(String name);

  /**
   * The driver's own object behind a VM that is migrating to this host; on the destination, from
   * {@link MigrationHooks#migrateOnDestination} on.
   *
   * @throws IllegalStateException if the VM is not migrating to this host
   */
  <T> T arriving(String vm, Class<T> type);

  /**
   * The result of the migration, in the steps after it.
   *
   * @throws IllegalStateException in a step before the result is known
   */
  MigrationResult result();

  /** This migration: its progress, its parameters, its cancellation. */
  Migration migration();

  /**
   * The stream of the migration, for steps that disturb it; on the source.
   *
   * @throws IllegalStateException without {@link MigrationBuilder#throughProxy()}, or on another
   *     host
   */
  MigrationStream stream();

  /**
   * Runs a step in parallel with the migration, on a thread of its own on this host.
   *
   * @param name for messages
   */
  BackgroundStep background(String name, MigrationStep step);

  /** Writes a line to the console and the log of this host, under the migration's number. */
  void log(String text);
}
