package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.multihost.migration.MultihostException;

/**
 * The hypervisor, or something that it needs, is not installed; the message lists what was looked
 * for and how to install it.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class DriverUnavailableException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** With what was looked for, where, and how to install it. */
  public DriverUnavailableException(String message) {
    super(message);
  }
}
