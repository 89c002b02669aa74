package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The root of the exceptions that this extension throws. */
@API(status = EXPERIMENTAL, since = "0.1")
public class MultihostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what failed, where, what was expected, what to do. */
  public MultihostException(String message) {
    super(message);
  }

  /** Creates the exception with a message and its cause. */
  public MultihostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
