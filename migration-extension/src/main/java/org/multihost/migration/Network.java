package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** The network of a guest: {@link MigrateVm#network()}. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Network {
  /**
   * The network of the configuration; if it has none, {@link #USER} for a login by SSH, else {@link
   * #NONE}.
   */
  DEFAULT,
  /** No network. */
  NONE,
  /** A user-mode network of its host, with the guest's SSH port forwarded. */
  USER
}
