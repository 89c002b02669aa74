package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The guest did not do what it was asked to: a command failed or did not end, a login did not
 * succeed, a text did not come.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class GuestException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, what was expected and what to do. */
  public GuestException(String message) {
    super(message);
  }

  /** With the cause that it wraps. */
  public GuestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
