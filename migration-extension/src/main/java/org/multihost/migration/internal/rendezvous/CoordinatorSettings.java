package org.multihost.migration.internal.rendezvous;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The settings of a run's coordinator.
 *
 * @param address the only address at which it listens; port 0 selects any free port
 * @param secret the secret of the run, which no other process has; it never leaves this process
 * @param runId the run's id: short, of letters and digits
 * @param silence the time without a heartbeat after which a host is lost
 */
public record CoordinatorSettings(
    InetSocketAddress address, String secret, String runId, Duration silence) {

  /** Returns a text without the secret. */
  @Override
  public String toString() {
    return "CoordinatorSettings[address=" + address + ", runId=" + runId + "]";
  }
}
