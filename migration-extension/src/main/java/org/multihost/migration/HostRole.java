package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The role of a host.
 *
 * <p>Injected, or from {@link Hosts#role()}, it is the place of this host in {@link
 * MultihostMigration#hosts()}, which is the same for the whole class, whatever migrates. From
 * {@link MigrationWork#role()} it is the role of this host in one migration: the roles are swapped
 * when a VM migrates back.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public enum HostRole {
  /** The first host. In a migration: the host that the VMs leave. */
  SOURCE,
  /** The second host. In a migration: the host that the VMs migrate to. */
  DESTINATION,
  /** Any other host; it takes part only in the barriers of all hosts. */
  BYSTANDER
}
