package org.multihost.migration.internal.rendezvous;

import java.net.InetSocketAddress;

/**
 * The identity of a process as a host, with the address of the coordinator.
 *
 * @param host this host's name
 * @param coordinator the address on which the coordinator listens
 * @param secret the run's secret
 * @param migrationAddress the address that this host offers for incoming migrations
 * @param holder the process of the coordinator, in words that begin a sentence, such as {@code Host
 *     [source]}
 * @param holdsMember whether this process runs the Hazelcast member itself
 * @param narrates whether this process prefixes its console lines with the host's name; a worker's
 *     lines are prefixed by the controller
 */
public record HostIdentity(
    String host,
    InetSocketAddress coordinator,
    String secret,
    String migrationAddress,
    String holder,
    boolean holdsMember,
    boolean narrates) {

  /** Omits the secret. */
  @Override
  public String toString() {
    return "host [%s], coordinator [%s]".formatted(host, coordinator);
  }
}
