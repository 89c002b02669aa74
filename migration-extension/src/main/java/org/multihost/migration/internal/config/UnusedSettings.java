package org.multihost.migration.internal.config;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.spi.text.NearestName;

/**
 * The settings for a VM or a host that no class of a run has. They are no error, because a run may
 * have only some of the classes that a project has settings for.
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
