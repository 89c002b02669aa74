package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * A step of the test at one phase of a migration. It may throw anything, which then fails the test
 * on every host.
 */
@FunctionalInterface
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationStep {

  /** Runs the step. */
  void run(MigrationWork work) throws Throwable;
}
