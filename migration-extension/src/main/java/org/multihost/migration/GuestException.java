package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The exception for a failure in the guest: a command failed or did not end, a login failed, or a
 * text did not appear on the console.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class GuestException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what failed, where, what was expected, what to do. */
  public GuestException(String message) {
    super(message);
  }

  /** Creates the exception with a message and its cause. */
  public GuestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
