package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.multihost.migration.MultihostException;

/**
 * The exception for a hypervisor, or a part that it needs, that is not installed. The message lists
 * the places that were searched and how to install it.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class DriverUnavailableException extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message: what was searched, where, and how to install it. */
  public DriverUnavailableException(String message) {
    super(message);
  }
}
