package org.multihost.migration.internal.jupiter;

import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.SettingNames;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;
import org.multihost.migration.spi.VmSpec;
import org.opentest4j.TestAbortedException;

/** The lookup of the one driver on the class path. */
public final class Drivers {

  private Drivers() {}

  /**
   * Finds the driver.
   *
   * @param settings the names of all settings that only a driver can validate
   * @throws MultihostConfigurationException if there is no driver, if there are several, or if a
   *     setting is unknown to the driver
   */
  static VirtualMachineDriverProvider find(ClassLoader loader, List<String> settings) {
    List<VirtualMachineDriverProvider> found = installed(loader);
    if (found.isEmpty()) {
      throw new MultihostConfigurationException(
          "No virtual machine driver is on the class path, and the test declares a VM with @MigrateVm; add the test dependency org.multihost:migration-qemu, or another implementation of ["
              + VirtualMachineDriverProvider.class.getName()
              + "]");
    }
    if (found.size() > 1) {
      throw new MultihostConfigurationException(
          "Expected one virtual machine driver on the class path, found %d: %s; remove all but one from the test's dependencies"
              .formatted(
                  found.size(),
                  found.stream()
                      .map(Drivers::described)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    verify(found, settings);
    return found.get(0);
  }

  /**
   * Calls a driver that checks this host. If a part that it needs is not installed, the class or
   * the test is skipped with the reason; in CI it fails, so that the gap is noticed.
   *
   * @throws TestAbortedException if a part is missing, except in CI
   */
  static <T> T present(String host, Supplier<T> check) {
    try {
      return check.get();
    } catch (DriverUnavailableException missing) {
      if ("true".equals(System.getenv("CI"))) {
        throw missing;
      }
      throw new TestAbortedException("host [" + host + "]: " + missing.getMessage(), missing);
    }
  }

  /** Verifies a VM's specification; a missing part is treated as in {@link #present}. */
  static void verify(String host, VirtualMachineDriver driver, VmSpec spec) {
    Drivers.<Boolean>present(
        host,
        () -> {
          driver.verify(spec);
          return true;
        });
  }

  /**
   * Refuses a setting that is unknown to the drivers, also for a class that declares no VM.
   *
   * @param loader finds the drivers
   * @param settings the names of all settings that only a driver can validate
   */
  public static void verify(ClassLoader loader, List<String> settings) {
    if (!settings.isEmpty()) {
      verify(installed(loader), settings);
    }
  }

  private static List<VirtualMachineDriverProvider> installed(ClassLoader loader) {
    return ServiceLoader.load(VirtualMachineDriverProvider.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static String described(VirtualMachineDriverProvider provider) {
    return "[%s] (%s)".formatted(provider.name(), provider.getClass().getName());
  }

  private static void verify(List<VirtualMachineDriverProvider> drivers, List<String> settings) {
    Set<String> known =
        drivers.stream()
            .flatMap(driver -> driver.settingKeys().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : settings) {
      if (!drivers.isEmpty() && !SettingNames.isOneOf(known, name)) {
        throw new MultihostConfigurationException(
            "Setting [%s] is unknown, also to the driver %s; did you mean [%s]? Known to the driver: %s; all others are in docs/settings.md"
                .formatted(
                    name,
                    drivers.stream().map(Drivers::described).sorted().toList(),
                    SettingNames.nearest(name, known),
                    known));
      }
    }
  }
}
