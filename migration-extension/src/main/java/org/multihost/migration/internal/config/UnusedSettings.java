package org.multihost.migration.internal.config;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Storage;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.text.NearestName;

/**
 * The settings that are of no use: for a VM or a host that no class of a run has, or for a host on
 * which the VM never starts. They are no error, because a run may have only some of the classes
 * that a project has settings for.
 *
 * @param vms the names of the VMs of all classes of the run
 * @param hosts the names of their hosts
 */
record UnusedSettings(Collection<String> vms, Collection<String> hosts) {

  private static final Pattern KEY =
      Pattern.compile("multihost\\.(?:host\\.(?<host>[^.]+)\\.)?(?:vm\\.(?<vm>[^.]+)\\.)?.+");

  private static final Pattern VARIABLE =
      Pattern.compile(
          VmSettings.keys().stream()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .map(SettingNames::variableOf)
              .collect(joining("|", "MULTIHOST_(?:HOST_(?<host>[^_]+)_)?VM_(?<vm>.+)_(?:", ")")));

  /** Returns a notice for a setting that is of no use in the run. */
  Optional<String> notice(SettingSource.Given given) {
    boolean variable = given.origin() == SettingSource.Origin.ENVIRONMENT;
    Matcher parts = (variable ? VARIABLE : KEY).matcher(given.name());
    if (!parts.matches()) {
      return Optional.empty();
    }
    UnaryOperator<String> form = variable ? SettingNames::variableOf : UnaryOperator.identity();
    return Stream.of(
            notice(given, "virtual machine", parts.group("vm"), vms, form),
            notice(given, "host", parts.group("host"), hosts, form))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The settings that a destination takes from the source's VM, not from its own settings. */
  private static final List<VmSetting<?>> OF_SOURCE =
      List.of(VmSettings.MEMORY, VmSettings.CPUS, VmSettings.CPU, VmSettings.CMDLINE);

  /**
   * Returns a notice for each setting of a VM on one host that is of no use when the VM migrates
   * there.
   *
   * @param found finds a setting by its key
   */
  static List<String> atDestination(
      VmPlan plan, String host, Function<String, Optional<Setting>> found) {
    VmSpec spec = plan.spec();
    Stream<String> ofSource =
        OF_SOURCE.stream()
            .flatMap(each -> ownOf(host, spec, each, found).stream())
            .map(own -> ofSource(own, host, spec.name()));
    Stream<String> mirrored =
        mirrored(spec)
            .flatMap(each -> ownOf(host, spec, each, found).stream())
            .map(own -> mirrored(own, host, spec.name()));
    return plan.home().equals(host) ? List.of() : Stream.concat(ofSource, mirrored).toList();
  }

  private static Optional<Setting> ownOf(
      String host, VmSpec spec, VmSetting<?> setting, Function<String, Optional<Setting>> found) {
    return found.apply("multihost.host.%s.vm.%s.%s".formatted(host, spec.name(), setting.key()));
  }

  private static String ofSource(Setting own, String host, String vm) {
    return "Setting [%s] (from %s) is of no use in a migration to host [%s]: a destination is built like the source; it counts only if virtual machine [%s] is started again there. The setting for all hosts is [%s]"
        .formatted(
            own.key(),
            own.origin(),
            host,
            vm,
            own.key().replace("multihost.host." + host + ".", "multihost."));
  }

  /** Disks that the guest cannot write are each host's own. */
  private static Stream<VmSetting<?>> mirrored(VmSpec spec) {
    if (spec.drives().storage() == Storage.SHARED) {
      return Stream.empty();
    }
    return spec.drives().disks().stream().anyMatch(VmDrives.Disk::readOnly)
        ? Stream.of(VmSettings.IMAGE)
        : Stream.of(VmSettings.IMAGE, VmSettings.DISKS);
  }

  private static String mirrored(Setting own, String host, String vm) {
    return "Setting [%s] (from %s) is of no use: host [%s] is not the home of virtual machine [%s], whose disks are mirrored, and makes images of its own for those that the guest can write"
        .formatted(own.key(), own.origin(), host, vm);
  }

  private static Optional<String> notice(
      SettingSource.Given given,
      String what,
      @Nullable String name,
      Collection<String> known,
      UnaryOperator<String> form) {
    if (name == null || known.stream().map(form).anyMatch(name::equals)) {
      return Optional.empty();
    }
    List<String> sorted = List.copyOf(new TreeSet<>(known));
    return Optional.of(
        "Setting [%s] (from %s) is of no use here: no class of this run has a %s [%s]; %s"
            .formatted(
                given.name(),
                given.origin(),
                what,
                name,
                NearestName.to(name, sorted.stream())
                    .map(near -> "did you mean [%s]? There are %s".formatted(near, sorted))
                    .orElse("there is none")));
  }
}
