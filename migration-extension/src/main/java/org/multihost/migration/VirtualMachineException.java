package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The exception for a VM that could not be started, failed, or rejected a call. The message has the
 * hypervisor's own words.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class VirtualMachineException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what failed, where, what was expected, what to do. */
  public VirtualMachineException(String message) {
    super(message);
  }

  /** Creates the exception with a message and its cause. */
  public VirtualMachineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
