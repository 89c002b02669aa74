package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The entry point to migrations; injected.
 *
 * <p>Every host makes the same calls in the same order; that order numbers the migrations.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface Migrations {

  /**
   * Begins the description of a migration of the named VMs, in parallel, or of all declared VMs if
   * none is named.
   *
   * @throws IllegalArgumentException if no VM has such a name; the message lists the declared VMs
   * @throws IllegalStateException if the test declares no VM
   */
  MigrationBuilder migrate(String... vms);
}
