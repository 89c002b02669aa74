package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The exception for a lost host or coordinator: its process ended, its connection was lost, or its
 * heartbeats were missed, while other hosts still needed it.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class HostLostException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what failed, where, what was expected, what to do. */
  public HostLostException(String message) {
    super(message);
  }

  /** Creates the exception with a message and its cause. */
  public HostLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
