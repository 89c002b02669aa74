package org.multihost.migration.internal.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multihost.migration.spi.DiskClone;
import org.multihost.migration.spi.GuestAccess;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/**
 * A declared VM on one host, with all overrides applied.
 *
 * @param spec the VM's specification
 * @param home the host on which it starts
 */
public record VmPlan(VmSpec spec, String home) {

  /** 256 MiB: enough for a small Linux guest, and quick to migrate. */
  private static final long DEFAULT_MEMORY = 256L << 20;

  private static final List<VmSetting> DRIVES =
      List.of(VmSetting.IMAGE, VmSetting.DISKS, VmSetting.CDROM, VmSetting.FLOPPY);

  /**
   * Applies the settings of one host. In order of precedence: {@code
   * multihost.host.<host>.vm.<name>.*}, {@code multihost.vm.<name>.*}, the profiles (a later one
   * first), the declaration.
   *
   * @param hosts the hosts of the test; the first is the default home
   * @throws org.multihost.migration.MultihostConfigurationException if a value is wrong
   */
  public static VmPlan of(VmDeclaration vm, String host, List<String> hosts, Settings settings) {
    Lookup lookup = new Lookup(vm, host, settings);
    VmSpec spec =
        new VmSpec(
            vm.name(),
            lookup.find(VmSetting.MEMORY).map(VmPlan::memory).orElse(DEFAULT_MEMORY),
            lookup.find(VmSetting.CPUS).map(s -> s.wholeNumber(1, 255)).orElse(1),
            lookup.find(VmSetting.IMAGE).map(Setting::value),
            lookup.find(VmSetting.KERNEL).map(Setting::value),
            lookup.find(VmSetting.INITRD).map(Setting::value),
            lookup.find(VmSetting.CMDLINE).map(Setting::value),
            lookup.find(VmSetting.ARGUMENTS).map(VmDeclaration::arguments).orElse(List.of()),
            drives(lookup),
            access(lookup),
            lookup.find(VmSetting.START_PAUSED).map(Setting::truth).orElse(false));
    return new VmPlan(
        spec, lookup.find(VmSetting.HOME).map(s -> home(s, hosts)).orElse(hosts.get(0)));
  }

  private static GuestAccess access(Lookup lookup) {
    Login login = lookup.find(VmSetting.LOGIN).map(s -> s.oneOf(Login.class)).orElse(Login.SERIAL);
    return new GuestAccess(
        lookup.find(VmSetting.NETWORK).map(s -> network(s, login)).orElse(login == Login.SSH),
        login,
        lookup.find(VmSetting.USER).map(Setting::value).orElse("root"),
        lookup.find(VmSetting.PASSWORD).map(Setting::value),
        lookup.find(VmSetting.IDENTITY).map(Setting::value),
        lookup.find(VmSetting.SSH_PORT).map(s -> s.wholeNumber(1, 65_535)).orElse(22),
        lookup.find(VmSetting.REGAIN_ADDRESS).map(Setting::value));
  }

  private static boolean network(Setting setting, Login login) {
    boolean network = setting.truth();
    if (!network && login == Login.SSH) {
      throw setting.refuse("true, because the login is by SSH");
    }
    return network;
  }

  private static long memory(Setting setting) {
    long bytes = Sizes.parse(setting.value()).orElseThrow(() -> setting.refuse(Sizes.ALLOWED));
    if (bytes < 1 << 20 || bytes % (1 << 20) != 0) {
      throw setting.refuse("a whole number of MiB, such as [256 MiB]; MB is 1,000,000 bytes");
    }
    return bytes;
  }

  private static VmDrives drives(Lookup lookup) {
    return new VmDrives(
        lookup.find(VmSetting.DISKS).map(VmDeclaration::disks).orElse(List.of()),
        lookup.find(VmSetting.CDROM).map(Setting::value),
        lookup.find(VmSetting.FLOPPY).map(Setting::value),
        lookup.find(VmSetting.CLONE).map(s -> s.oneOf(DiskClone.class)).orElse(DiskClone.NONE),
        DRIVES.stream()
            .filter(lookup::isOwnOfHost)
            .map(VmSetting::key)
            .collect(Collectors.toSet()));
  }

  private static String home(Setting setting, List<String> hosts) {
    if (!hosts.contains(setting.value())) {
      throw setting.refuse("one of the test's hosts: " + hosts);
    }
    return setting.value();
  }

  /** The lookup of one VM's settings on one host. */
  private record Lookup(VmDeclaration vm, String host, Settings settings) {

    Optional<Setting> find(VmSetting setting) {
      return ownOfHost(setting)
          .or(() -> settings.find("multihost.vm.%s.%s".formatted(vm.name(), setting.key())))
          .or(() -> setting == VmSetting.PROFILE ? Optional.empty() : fromProfiles(setting))
          .or(() -> vm.value(setting));
    }

    private Optional<Setting> ownOfHost(VmSetting setting) {
      return settings.find("multihost.host.%s.vm.%s.%s".formatted(host, vm.name(), setting.key()));
    }

    boolean isOwnOfHost(VmSetting setting) {
      return ownOfHost(setting).isPresent();
    }

    private Optional<Setting> fromProfiles(VmSetting setting) {
      List<String> profiles =
          new ArrayList<>(
              find(VmSetting.PROFILE).map(s -> List.of(s.value().split(","))).orElse(List.of()));
      Collections.reverse(profiles);
      return profiles.stream()
          .map(profile -> "multihost.profile.%s.%s".formatted(profile.strip(), setting.key()))
          .flatMap(key -> settings.find(key).stream())
          .findFirst();
    }
  }
}
