package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Set;
import org.apiguardian.api.API;

/**
 * A hypervisor driver on the class path; listed in {@code META-INF/services}. Exactly one may be
 * there.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface VirtualMachineDriverProvider {

  /** Its short name, such as {@code qemu}. */
  String name();

  /**
   * The keys of the settings it reads, each beginning with {@code multihost.<name>.}; any other key
   * there is reported as an error.
   */
  Set<String> settingKeys();

  /**
   * Checks the driver's settings and that the hypervisor is installed; starts nothing that lasts.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if a setting is wrong
   * @throws DriverUnavailableException if the hypervisor is not installed; the test is then skipped
   *     with the reason, in CI it fails
   */
  VirtualMachineDriver create(DriverContext context);
}
