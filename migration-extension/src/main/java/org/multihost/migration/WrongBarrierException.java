package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * Two hosts are in different tests, at different barriers, or have different plans for the same
 * migration; or a host awaits a value that no other one can publish any more.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class WrongBarrierException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, what was expected and what to do. */
  public WrongBarrierException(String message) {
    super(message);
  }
}
