package org.multihost.migration.internal.rendezvous;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a host needs to know to join a run.
 *
 * @param host its own name
 * @param coordinator where the coordinator listens
 * @param secret the run's secret; it never leaves this process
 * @param holder who holds the coordinator, in words that begin a sentence, such as {@code Host
 *     [source]}
 * @param joinTimeout how long to wait for the coordinator
 * @param silence how long the coordinator may give no sign of life before it is lost
 * @param notices takes a sentence for a person when the host has to wait
 */
public record ConnectionSettings(
    String host,
    InetSocketAddress coordinator,
    String secret,
    String holder,
    Duration joinTimeout,
    Duration silence,
    Consumer<String> notices) {

  /** The same, with another time to wait for the coordinator. */
  public ConnectionSettings within(Duration timeout) {
    return new ConnectionSettings(host, coordinator, secret, holder, timeout, silence, notices);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ConnectionSettings[host=" + host + ", coordinator=" + coordinator + "]";
  }
}
