package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.spi.DriverContext.Setting;

/** A way in which QEMU runs the guest's CPUs. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Accelerator {
  /** Hardware virtualization, through Linux's KVM. */
  KVM("kvm", "host"),
  /** Translation by QEMU's own "Tiny Code Generator". */
  TCG("tcg", "max");

  private final String word;
  private final String cpu;

  Accelerator(String word, String cpu) {
    this.word = word;
    this.cpu = cpu;
  }

  /** Returns QEMU's name for it. */
  public String word() {
    return word;
  }

  /** Returns the CPU model with all features of the accelerator. */
  @API(status = INTERNAL)
  public String bestCpu() {
    return cpu;
  }

  /** Returns the accelerator of the setting, or else the best one that works on this host. */
  static Accelerator choose(QemuSettings settings, HostSystem system) {
    Optional<Setting> setting = settings.find(QemuSettings.ACCELERATOR);
    Optional<KvmObstacle> obstacle = KvmObstacle.find(system);
    return switch (setting.map(s -> s.value().strip().toLowerCase(Locale.ROOT)).orElse("auto")) {
      case "auto" -> obstacle.isEmpty() ? KVM : TCG;
      case "tcg" -> TCG;
      case "kvm" -> {
        if (obstacle.isPresent()) {
          throw refused(
              setting,
              "KVM cannot be used on this host: %s. %s"
                  .formatted(obstacle.get().reason(), obstacle.get().remedy()));
        }
        yield KVM;
      }
      default -> throw refused(setting, "allowed are auto, kvm, tcg");
    };
  }

  /**
   * Whether the user's arguments give QEMU an accelerator, possibly with options. QEMU uses the
   * first {@code -accel} that works, and refuses one in addition to {@code -machine accel=}.
   */
  @API(status = INTERNAL)
  public static boolean isGivenBy(List<String> arguments) {
    String before = "";
    for (String argument : arguments) {
      String option = argument.replaceFirst("^--", "-");
      if (option.equals("-accel") || option.equals("-enable-kvm")) {
        return true;
      }
      if ((before.equals("-machine") || before.equals("-M"))
          && Arrays.stream(argument.split(",")).anyMatch(word -> word.startsWith("accel="))) {
        return true;
      }
      before = option;
    }
    return false;
  }

  private static MultihostConfigurationException refused(Optional<Setting> setting, String reason) {
    return QemuSettings.refused(QemuSettings.ACCELERATOR, setting.orElseThrow(), reason);
  }
}
