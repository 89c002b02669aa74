package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The hosts that take part in the test, and the name and role of this host; injected. Immutable.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface Hosts {

  /** The name of the host that this code runs on. */
  String self();

  /** All hosts, in the order of {@link MultihostMigration#hosts()}. */
  List<String> names();

  /** The first host, which prepares the disks of a test for all hosts. */
  default String master() {
    return names().get(0);
  }

  /**
   * The role of this host by its position in {@link #names()}. It does not change with the
   * direction of a migration; {@link MigrationWork#role()} does.
   */
  HostRole role();

  /**
   * Whether this code runs on the host of that name.
   *
   * @throws IllegalArgumentException if no host of this test has that name
   */
  boolean isSelf(String host);
}
