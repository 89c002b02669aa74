package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * A host did not reach a barrier in time, or a value was not handed over; the message says who
 * arrived, who is missing, and where each was seen last.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class BarrierTimeoutException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, what was expected and what to do. */
  public BarrierTimeoutException(String message) {
    super(message);
  }
}
