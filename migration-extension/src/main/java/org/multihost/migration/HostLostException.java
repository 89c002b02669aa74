package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A host's process ended, or its connection was lost, while others still needed it. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class HostLostException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, what was expected and what to do. */
  public HostLostException(String message) {
    super(message);
  }

  /** With the cause that it wraps. */
  public HostLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
