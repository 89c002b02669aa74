package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The exception for a call that needs the VM on this host, while it is on another or has not
 * started.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class VirtualMachineElsewhereException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what failed, where, what was expected, what to do. */
  public VirtualMachineElsewhereException(String message) {
    super(message);
  }
}
