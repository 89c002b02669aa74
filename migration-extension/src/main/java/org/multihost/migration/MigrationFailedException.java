package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The exception for a migration that ended otherwise than the test expected, did not end in time,
 * or missed a moment of one of its steps. The message has the hypervisor's own words.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class MigrationFailedException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what failed, where, what was expected, what to do. */
  public MigrationFailedException(String message) {
    super(message);
  }

  /** Creates the exception with a message and its cause. */
  public MigrationFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
