package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The exception for hosts that are in different tests, at different barriers, or have different
 * plans for the same migration; also for a host that awaits a value that no other host can publish
 * any more.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class WrongBarrierException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what failed, where, what was expected, what to do. */
  public WrongBarrierException(String message) {
    super(message);
  }
}
