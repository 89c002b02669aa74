package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.guest.console.CrashPatterns;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.DriverContext.Setting;
import org.multihost.migration.spi.HostSettings;
import org.multihost.migration.spi.ProcessSettings;
import org.multihost.migration.spi.text.RegularExpression;
import org.multihost.migration.spi.text.ShellWord;

/** The settings of this driver, from any origin. */
@FunctionalInterface
@API(status = INTERNAL)
public interface QemuSettings {

  String BINARY = "multihost.qemu.binary";
  String ARCHITECTURE = "multihost.qemu.architecture";
  String ACCELERATOR = "multihost.qemu.accelerator";
  String ARGUMENTS = "multihost.qemu.arguments";
  String BOOT = "multihost.qemu.boot";
  String KERNEL = "multihost.qemu.kernel";
  String BUSYBOX = "multihost.qemu.busybox";
  String CRASH = "multihost.qemu.crash-pattern";
  String NO_CRASH = "multihost.qemu.no-crash-pattern";
  Set<String> KEYS =
      Set.of(BINARY, ARCHITECTURE, ACCELERATOR, ARGUMENTS, BOOT, KERNEL, BUSYBOX, CRASH, NO_CRASH);

  Optional<Setting> find(String key);

  /** Returns the exception for a wrong value. */
  static MultihostConfigurationException refused(String key, Setting setting, String reason) {
    return new MultihostConfigurationException(
        "Setting [%s] has the value [%s] (from: %s): %s"
            .formatted(key, setting.value(), setting.origin(), reason));
  }

  /**
   * Verifies the values that a driver needs only when a VM starts, and perhaps on one host only.
   *
   * @throws MultihostConfigurationException if one is wrong
   */
  default void verify() {
    crashPatterns();
    path(KERNEL);
    path(BUSYBOX);
  }

  /**
   * Returns a host with the guests that the setting wants.
   *
   * @throws MultihostConfigurationException if it is no architecture that this driver knows
   */
  default HostSystem guestsOf(HostSystem host) {
    Optional<Setting> setting = find(ARCHITECTURE);
    return switch (setting.map(s -> s.value().strip()).orElse("auto")) {
      case "auto" -> host;
      case "x86_64", "aarch64" -> host.emulating(setting.orElseThrow().value().strip());
      default ->
          throw refused(ARCHITECTURE, setting.orElseThrow(), "allowed are auto, x86_64, aarch64");
    };
  }

  /** Returns the value of a setting as an absolute path; empty if it is not set. */
  default Optional<Path> path(String key) {
    return find(key).map(setting -> path(key, setting));
  }

  /** Returns the value as an absolute path. */
  static Path path(String key, Setting setting) {
    try {
      return Path.of(setting.value().strip()).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw refused(key, setting, "it is no path of this system: " + e.getReason());
    }
  }

  /** Returns this host's arguments for each QEMU, quoted as in a shell in the setting. */
  default List<String> arguments() {
    return find(ARGUMENTS).map(QemuSettings::split).orElse(List.of());
  }

  private static List<String> split(Setting setting) {
    try {
      return ShellWord.split(setting.value());
    } catch (IllegalArgumentException wrong) {
      throw refused(
          ARGUMENTS, setting, wrong.getMessage() + "; allowed are arguments quoted as in a shell");
    }
  }

  /** Returns this host's patterns for lines of a guest's console. */
  default CrashPatterns crashPatterns() {
    return new CrashPatterns(pattern(CRASH), pattern(NO_CRASH));
  }

  private Optional<Pattern> pattern(String key) {
    return find(key).map(setting -> pattern(key, setting));
  }

  private static Pattern pattern(String key, Setting setting) {
    try {
      return RegularExpression.compile(setting.value());
    } catch (IllegalArgumentException wrong) {
      throw refused(key, setting, "it is no regular expression of Java: " + wrong.getMessage());
    }
  }

  /** Returns the settings of a run, as the extension has read them. */
  static QemuSettings of(DriverContext context) {
    return context::setting;
  }

  /** Returns the settings of a process that runs no tests. */
  static QemuSettings of(ProcessSettings settings) {
    return key -> settings.ofDriver().apply(key);
  }

  /** Returns the settings as a JUnit extension of this driver sees them on this host. */
  static QemuSettings of(ExtensionContext context) {
    HostSettings settings = HostSettings.instance();
    return key -> settings.find(context, key);
  }
}
