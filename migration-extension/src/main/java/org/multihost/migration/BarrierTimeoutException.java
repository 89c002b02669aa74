package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The exception for a host that did not reach a barrier in time, and for a value that was not
 * published in time. The message lists the hosts that arrived, the hosts that are missing, and
 * where each host was last seen.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class BarrierTimeoutException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what failed, where, what was expected, what to do. */
  public BarrierTimeoutException(String message) {
    super(message);
  }
}
