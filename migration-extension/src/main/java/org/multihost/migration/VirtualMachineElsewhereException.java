package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** What was asked for needs the virtual machine on this host, and it is on another. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class VirtualMachineElsewhereException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what failed, where, what was expected and what to do. */
  public VirtualMachineElsewhereException(String message) {
    super(message);
  }
}
