package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Set;
import org.apiguardian.api.API;

/**
 * The provider of a hypervisor driver on the class path, listed in {@code META-INF/services}. More
 * than one is an error.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface VirtualMachineDriverProvider {

  /** The short name of the driver, such as {@code qemu}. */
  String name();

  /**
   * The keys of the settings that the driver reads, each beginning with {@code multihost.<name>.};
   * any other key there is reported as an error.
   */
  Set<String> settingKeys();

  /**
   * Checks the driver's settings and that the hypervisor is installed; starts nothing that remains.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if a setting is wrong
   * @throws DriverUnavailableException if the hypervisor is not installed; the test is then skipped
   *     with the reason, or fails in CI (environment variable {@code CI=true})
   */
  VirtualMachineDriver create(DriverContext context);
}
