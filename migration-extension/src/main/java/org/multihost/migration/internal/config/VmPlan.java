package org.multihost.migration.internal.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multihost.migration.CloudInit;
import org.multihost.migration.Guest;
import org.multihost.migration.Lifecycle;
import org.multihost.migration.Network;
import org.multihost.migration.internal.config.placeholder.Placeholder;
import org.multihost.migration.internal.config.placeholder.PlaceholderText;
import org.multihost.migration.internal.config.placeholder.PlaceholderValues;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.VmSpecBuilder;

/**
 * A declared VM on one host, with all overrides applied.
 *
 * @param spec the VM's specification
 * @param home the host on which it starts
 * @param ofInvocation whether its texts have arguments of the test's invocation, which are known
 *     only then
 * @param lifecycle whether it lives for one test or for its class
 */
public record VmPlan(VmSpec spec, String home, boolean ofInvocation, Lifecycle lifecycle) {

  /** The settings that are of use for a Linux only, or say which guest the VM has. */
  private static final List<VmSetting<?>> SAYING =
      List.of(
          VmSettings.GUEST,
          VmSettings.IMAGE,
          VmSettings.KERNEL,
          VmSettings.INITRD,
          VmSettings.CMDLINE,
          VmSettings.DISKS,
          VmSettings.CDROM,
          VmSettings.FLOPPY,
          VmSettings.ARGUMENTS,
          VmSettings.FIRMWARE,
          GuestAccessSettings.NETWORK,
          GuestAccessSettings.REGAIN_ADDRESS);

  private static final List<VmSetting<?>> DRIVES =
      List.of(VmSettings.IMAGE, VmSettings.DISKS, VmSettings.CDROM, VmSettings.FLOPPY);

  /**
   * Applies the settings of one host.
   *
   * @param hosts the hosts of the test; the first is the default home
   * @throws org.multihost.migration.MultihostConfigurationException if a value is wrong
   */
  public static VmPlan of(
      VmDeclaration vm,
      String host,
      List<String> hosts,
      Settings settings,
      PlaceholderValues placeholders) {
    VmLookup lookup = new VmLookup(vm, host, settings, placeholders);
    VmSpecBuilder spec = VmSpec.builder(vm.name()).placeholders(new FilledTexts(placeholders));
    VmSettings.ALL.forEach(setting -> setting.specify(lookup, spec));
    Login login = login(lookup);
    spec.login(login).network(network(lookup, login));
    if (isPrepared(lookup) && lookup.find(GuestAccessSettings.USER).isEmpty()) {
      spec.user(GuestAccessSettings.CLOUD_USER);
    }
    if (needsNoLinux(lookup)) {
      spec.guest(Guest.BUILT_IN);
    }
    spec.ownOfHost(
        DRIVES.stream()
            .filter(lookup::isOwnOfHost)
            .map(VmSetting::key)
            .collect(Collectors.toSet()));
    return new VmPlan(
        spec.build(),
        home(lookup, hosts),
        VmSettings.ALL.stream().anyMatch(lookup::hasArgument),
        lookup.get(VmSettings.LIFECYCLE));
  }

  /** Returns whether the VM lives as long as its class. */
  public boolean isOfClass() {
    return lifecycle == Lifecycle.PER_CLASS;
  }

  /** Whether nothing is said of the VM's guest, and nobody speaks with it. */
  private static boolean needsNoLinux(VmLookup lookup) {
    return !lookup.vm().spokenTo()
        && SAYING.stream().allMatch(setting -> lookup.find(setting).isEmpty())
        && (lookup.find(GuestAccessSettings.LOGIN).isEmpty()
            || lookup.get(GuestAccessSettings.LOGIN) == Login.NONE);
  }

  private static boolean isPrepared(VmLookup lookup) {
    return lookup.get(GuestAccessSettings.CLOUD_INIT) != CloudInit.NONE;
  }

  /** A guest that cloud-init prepares has a login by SSH, if nothing else is set. */
  private static Login login(VmLookup lookup) {
    Login login = lookup.get(GuestAccessSettings.LOGIN);
    if (!isPrepared(lookup)) {
      lookup.find(GuestAccessSettings.USER_DATA).ifPresent(VmPlan::refuseUserData);
      return login;
    }
    if (lookup.find(VmSettings.IMAGE).isEmpty()) {
      throw lookup
          .find(GuestAccessSettings.CLOUD_INIT)
          .orElseThrow()
          .refuse("none, because the VM has no [image] with cloud-init; set [image] to one");
    }
    Optional<Setting> declared =
        lookup.find(GuestAccessSettings.LOGIN).filter(setting -> !setting.value().isBlank());
    if (declared.isPresent() && login == Login.SERIAL) {
      throw declared
          .get()
          .refuse("ssh, console or none, because an image with [cloud-init] has no agent");
    }
    return declared.isPresent() ? login : Login.SSH;
  }

  private static void refuseUserData(Setting userData) {
    throw userData.refuse("nothing, because [cloud-init] is none; set it to nocloud");
  }

  private static boolean network(VmLookup lookup, Login login) {
    boolean ssh = login == Login.SSH;
    Network network = lookup.get(GuestAccessSettings.NETWORK);
    if (ssh && network == Network.NONE) {
      throw lookup
          .find(GuestAccessSettings.NETWORK)
          .orElseThrow()
          .refuse("user, because the login is by SSH");
    }
    return ssh || network == Network.USER;
  }

  private static String home(VmLookup lookup, List<String> hosts) {
    lookup.find(VmSettings.HOME).ifPresent(VmPlan::verifySameOnAllHosts);
    return lookup.get(VmSettings.HOME).map(s -> home(s, hosts)).orElse(hosts.get(0));
  }

  private static void verifySameOnAllHosts(Setting home) {
    if (PlaceholderText.correct(home.value()).stream().anyMatch(Placeholder::isOfHost)) {
      throw home.refuse("a text that is the same on all hosts, with {vm} and {arg:NAME} only");
    }
  }

  private static String home(Setting setting, List<String> hosts) {
    if (!hosts.contains(setting.value())) {
      throw setting.refuse("one of the test's hosts: " + hosts);
    }
    return setting.value();
  }
}
