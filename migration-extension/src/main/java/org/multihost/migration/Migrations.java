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
   * Begins the description of a migration of the named VMs, in parallel, or of all VMs of the test
   * if none is named, those of its class included. All of them must be on one host when the
   * migration is run.
   *
   * @throws IllegalArgumentException if the test has no VM of such a name, or one is named twice;
   *     the message lists the VMs
   * @throws IllegalStateException if the test has no VM
   */
  MigrationBuilder migrate(String... vms);
}
