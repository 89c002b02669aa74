package org.multihost.migration.internal.rendezvous;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The settings with which a host joins a run.
 *
 * @param host the host's own name
 * @param coordinator the address of the coordinator
 * @param secret the run's secret; it never leaves this process
 * @param holder the holder of the coordinator, as the beginning of a sentence, such as {@code Host
 *     [source]}
 * @param joinTimeout how long to wait for the coordinator
 * @param silence the time without a heartbeat after which the coordinator is lost
 * @param notices receives a sentence for the user when the host has to wait
 */
public record ConnectionSettings(
    String host,
    InetSocketAddress coordinator,
    String secret,
    String holder,
    Duration joinTimeout,
    Duration silence,
    Consumer<String> notices) {

  /** Returns the same settings with another join timeout. */
  public ConnectionSettings within(Duration timeout) {
    return new ConnectionSettings(host, coordinator, secret, holder, timeout, silence, notices);
  }

  /** Returns a text without the secret. */
  @Override
  public String toString() {
    return "ConnectionSettings[host=" + host + ", coordinator=" + coordinator + "]";
  }
}
