package org.multihost.migration.internal.rendezvous;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What the coordinator of a run needs to know.
 *
 * @param address where it listens, and nowhere else; port 0 means any free one
 * @param secret what every process of the run knows, and nobody else; it never leaves this process
 * @param runId the run's id: short, letters and digits
 * @param silence how long a host may give no sign of life before it is lost
 */
public record CoordinatorSettings(
    InetSocketAddress address, String secret, String runId, Duration silence) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "CoordinatorSettings[address=" + address + ", runId=" + runId + "]";
  }
}
