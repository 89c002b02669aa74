package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The root of what this extension throws. */
@API(status = EXPERIMENTAL, since = "0.1")
public class MultihostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, what was expected and what to do. */
  public MultihostException(String message) {
    super(message);
  }

  /** With the cause that it wraps. */
  public MultihostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
