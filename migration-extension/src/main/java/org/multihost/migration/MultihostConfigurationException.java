package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A setting, an annotation or the installation is wrong; the message names the key, the value,
 * where it came from and what is allowed.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class MultihostConfigurationException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, what was expected and what to do. */
  public MultihostConfigurationException(String message) {
    super(message);
  }

  /** With the cause that it wraps. */
  public MultihostConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
