package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Optional;
import java.util.ServiceLoader;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The settings of this host for JUnit extensions of a driver, such as conditions. They are those
 * that the driver itself gets by {@link DriverContext#setting}; those of the host alone prevail. In
 * a JVM that is not a host of a run they are the settings without a host's name. Implemented by the
 * extension.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface HostSettings {

  /**
   * Finds a setting of a driver.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if a setting of the run is
   *     wrong
   */
  Optional<DriverContext.Setting> find(ExtensionContext context, String key);

  /**
   * Returns the settings of this process where no test runs.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if one is wrong or unknown
   */
  ProcessSettings withoutTests();

  /** Returns the extension's settings. */
  static HostSettings instance() {
    return ServiceLoader.load(HostSettings.class, HostSettings.class.getClassLoader())
        .findFirst()
        .orElseThrow();
  }
}
