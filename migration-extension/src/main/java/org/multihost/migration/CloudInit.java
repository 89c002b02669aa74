package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The preparation of a cloud image of a distribution at its boot: {@link MigrateVm#cloudInit()}.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public enum CloudInit {
  /** No preparation: the image has its users and their keys already. */
  NONE,
  /**
   * A seed for the data source NoCloud of cloud-init, on a small read-only disk: the user of the
   * login with a key that is made for the run, the VM's name as the host name, and the {@link
   * MigrateVm#userData() user-data} of the test.
   */
  NOCLOUD
}
