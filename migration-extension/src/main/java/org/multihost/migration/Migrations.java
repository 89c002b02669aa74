package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * Where migrations start; injected.
 *
 * <p>The same calls run in the same order on every host; that order numbers the migrations.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface Migrations {

  /**
   * Describes a migration of the named machines, in parallel, or of all declared ones when none is
   * named.
   *
   * @throws IllegalArgumentException if no machine has such a name; the message lists those there
   *     are
   */
  MigrationBuilder migrate(String... vms);
}
