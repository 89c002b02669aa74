package org.multihost.migration.qemu.install;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.DriverContext.Setting;

/** The settings of this driver, from any origin. */
@FunctionalInterface
public interface QemuSettings {

  String BINARY = "multihost.qemu.binary";
  String ACCELERATOR = "multihost.qemu.accelerator";
  String ARGUMENTS = "multihost.qemu.arguments";
  String BOOT = "multihost.qemu.boot";
  String KERNEL = "multihost.qemu.kernel";
  String BUSYBOX = "multihost.qemu.busybox";
  Set<String> KEYS = Set.of(BINARY, ACCELERATOR, ARGUMENTS, BOOT, KERNEL, BUSYBOX);

  Optional<Setting> find(String key);

  /** Returns the exception for a wrong value. */
  static MultihostConfigurationException refused(String key, Setting setting, String reason) {
    return new MultihostConfigurationException(
        "Setting [%s] has the value [%s] (from: %s): %s"
            .formatted(key, setting.value(), setting.origin(), reason));
  }

  /** Returns the value as an absolute path. */
  static Path path(String key, Setting setting) {
    try {
      return Path.of(setting.value().strip()).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw refused(key, setting, "it is no path of this system: " + e.getReason());
    }
  }

  /** Returns the settings of a run, as the extension has read them. */
  static QemuSettings of(DriverContext context) {
    return context::setting;
  }

  /**
   * Returns the settings as a JUnit extension outside of a run sees them.
   *
   * @param parameters JUnit's configuration parameters, which include the system properties
   */
  static QemuSettings of(
      Function<String, Optional<String>> parameters,
      Function<String, @Nullable String> environment) {
    return key -> {
      Optional<String> parameter = parameters.apply(key);
      if (parameter.isPresent()) {
        return parameter.map(value -> new Setting(value, "JUnit configuration parameter"));
      }
      String variable = key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
      return Optional.ofNullable(environment.apply(variable))
          .map(value -> new Setting(value, "environment variable " + variable));
    };
  }
}
