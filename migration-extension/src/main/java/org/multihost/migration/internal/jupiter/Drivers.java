package org.multihost.migration.internal.jupiter;

import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/** The one driver on the class path. */
final class Drivers {

  private Drivers() {}

  /**
   * Finds it.
   *
   * @param settingKeys the keys of all settings that begin with {@code multihost.}
   */
  static VirtualMachineDriverProvider find(ClassLoader loader, Iterable<String> settingKeys) {
    List<VirtualMachineDriverProvider> found =
        ServiceLoader.load(VirtualMachineDriverProvider.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    if (found.isEmpty()) {
      throw new MultihostConfigurationException(
          "No virtual machine driver is on the class path, and the test declares a machine with @MigrateVm; add the test dependency org.multihost:migration-qemu, or another implementation of ["
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
    VirtualMachineDriverProvider provider = found.get(0);
    verify(provider, settingKeys);
    return provider;
  }

  private static String described(VirtualMachineDriverProvider provider) {
    return "[%s] (%s)".formatted(provider.name(), provider.getClass().getName());
  }

  private static void verify(VirtualMachineDriverProvider provider, Iterable<String> settingKeys) {
    String prefix = "multihost." + provider.name() + ".";
    for (String key : settingKeys) {
      String ofAllHosts = key.replaceFirst("^multihost\\.host\\.[^.]+\\.", "multihost.");
      if (ofAllHosts.startsWith(prefix) && !provider.settingKeys().contains(ofAllHosts)) {
        throw new MultihostConfigurationException(
            "Setting [%s] is unknown to the driver [%s]; known: %s"
                .formatted(key, provider.name(), new TreeSet<>(provider.settingKeys())));
      }
    }
  }
}
