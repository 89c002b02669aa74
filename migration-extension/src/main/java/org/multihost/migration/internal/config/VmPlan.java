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

  private static final List<String> DRIVES = List.of("image", "disks", "cdrom", "floppy");

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
            lookup.find("memory").map(VmPlan::memory).orElse(DEFAULT_MEMORY),
            lookup.find("cpus").map(s -> s.wholeNumber(1, 255)).orElse(1),
            lookup.find("image").map(Setting::value),
            lookup.find("kernel").map(Setting::value),
            lookup.find("initrd").map(Setting::value),
            lookup.find("cmdline").map(Setting::value),
            lookup.find("arguments").map(VmDeclaration::arguments).orElse(List.of()),
            drives(lookup),
            access(lookup),
            lookup.find("start-paused").map(Setting::truth).orElse(false));
    return new VmPlan(spec, lookup.find("home").map(s -> home(s, hosts)).orElse(hosts.get(0)));
  }

  private static GuestAccess access(Lookup lookup) {
    Login login = lookup.find("login").map(s -> s.oneOf(Login.class)).orElse(Login.SERIAL);
    return new GuestAccess(
        lookup.find("network").map(s -> network(s, login)).orElse(login == Login.SSH),
        login,
        lookup.find("user").map(Setting::value).orElse("root"),
        lookup.find("password").map(Setting::value),
        lookup.find("identity").map(Setting::value),
        lookup.find("ssh-port").map(s -> s.wholeNumber(1, 65_535)).orElse(22),
        lookup.find("regain-address").map(Setting::value));
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
      throw setting.refuse("a whole number of MiB, at least 1 MiB");
    }
    return bytes;
  }

  private static VmDrives drives(Lookup lookup) {
    return new VmDrives(
        lookup.find("disks").map(VmDeclaration::disks).orElse(List.of()),
        lookup.find("cdrom").map(Setting::value),
        lookup.find("floppy").map(Setting::value),
        lookup.find("clone").map(s -> s.oneOf(DiskClone.class)).orElse(DiskClone.NONE),
        DRIVES.stream().filter(lookup::isOwnOfHost).collect(Collectors.toSet()));
  }

  private static String home(Setting setting, List<String> hosts) {
    if (!hosts.contains(setting.value())) {
      throw setting.refuse("one of the test's hosts: " + hosts);
    }
    return setting.value();
  }

  /** The lookup of one VM's settings on one host. */
  private record Lookup(VmDeclaration vm, String host, Settings settings) {

    Optional<Setting> find(String name) {
      return ownOfHost(name)
          .or(() -> settings.find("multihost.vm.%s.%s".formatted(vm.name(), name)))
          .or(() -> name.equals("profile") ? Optional.empty() : fromProfiles(name))
          .or(() -> vm.value(name));
    }

    private Optional<Setting> ownOfHost(String name) {
      return settings.find("multihost.host.%s.vm.%s.%s".formatted(host, vm.name(), name));
    }

    boolean isOwnOfHost(String name) {
      return ownOfHost(name).isPresent();
    }

    private Optional<Setting> fromProfiles(String name) {
      List<String> profiles =
          new ArrayList<>(
              find("profile").map(s -> List.of(s.value().split(","))).orElse(List.of()));
      Collections.reverse(profiles);
      return profiles.stream()
          .flatMap(
              p -> settings.find("multihost.profile.%s.%s".formatted(p.strip(), name)).stream())
          .findFirst();
    }
  }
}
