package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Set;
import org.apiguardian.api.API;

/**
 * The provider of a hypervisor driver on the class path, listed in {@code META-INF/services}. A
 * test that declares a VM needs exactly one; none and more than one are errors. The extension
 * creates it with its public constructor without arguments, on the test's thread.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface VirtualMachineDriverProvider {

  /**
   * The short name of the driver, such as {@code qemu}; the same at each call. It is the second
   * part of the driver's settings.
   */
  String name();

  /**
   * The keys of the settings that the driver reads, each beginning with {@code multihost.<name>.};
   * any other key there is reported as an error. Called before {@link #create}, also for a class
   * that declares no VM.
   */
  Set<String> settingKeys();

  /**
   * Checks the driver's settings and that the hypervisor is installed; starts nothing that remains.
   * Called on each host on entry to a test class that declares a VM, on the test's thread, while
   * the other hosts wait.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if a setting is wrong; the
   *     message has the key, the value, its origin and what is allowed
   * @throws DriverUnavailableException if the hypervisor is not installed; the test is then skipped
   *     with the reason, or fails in CI (environment variable {@code CI=true})
   */
  VirtualMachineDriver create(DriverContext context);
}
