package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * A piece of the test's own work at one phase of a migration; it may throw anything, which then
 * fails the test on every host.
 */
@FunctionalInterface
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationStep {

  /** Does the work. */
  void run(MigrationWork work) throws Throwable;
}
