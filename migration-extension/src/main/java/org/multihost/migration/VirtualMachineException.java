package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine could not be started, or ended on its own; the message carries the hypervisor's
 * own words.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class VirtualMachineException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, what was expected and what to do. */
  public VirtualMachineException(String message) {
    super(message);
  }

  /** With the cause that it wraps. */
  public VirtualMachineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
