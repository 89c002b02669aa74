package org.multihost.migration.internal.config;

import java.net.InetSocketAddress;

/**
 * Which host a process is, and where it meets the others.
 *
 * @param host this host's name
 * @param coordinator where the rendezvous listens
 * @param secret the run's secret
 * @param migrationAddress what this host offers for incoming migrations
 * @param holder who holds the rendezvous, in words that begin a sentence, such as {@code Host
 *     [source]}
 * @param holdsMember whether this process holds the Hazelcast member itself
 * @param narrates whether this process prefixes its console lines with the host's name itself; a
 *     worker's controller does it for it
 */
public record HostIdentity(
    String host,
    InetSocketAddress coordinator,
    String secret,
    String migrationAddress,
    String holder,
    boolean holdsMember,
    boolean narrates) {

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "host [%s], coordinator [%s]".formatted(host, coordinator);
  }
}
