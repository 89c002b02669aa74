package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The exception for a wrong setting, annotation or installation. The message has the key, the
 * value, its origin and the allowed values.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class MultihostConfigurationException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what failed, where, what was expected, what to do. */
  public MultihostConfigurationException(String message) {
    super(message);
  }

  /** Creates the exception with a message and its cause. */
  public MultihostConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
