package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The role of this host in the test, by its position in {@link MultihostMigration#hosts()};
 * injected into test methods and constructors.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public enum HostRole {
  /** The first host. */
  SOURCE,
  /** The second host. */
  DESTINATION,
  /** Any other host. */
  BYSTANDER
}
