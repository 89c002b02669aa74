package org.multihost.migration.internal.scenario.plan;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.scenario.vm.ManagedVm;

/**
 * The route of one migration.
 *
 * @param source the host that has the VMs
 * @param destination the host that receives them
 */
record MigrationRoute(String source, String destination) {

  /**
   * Chooses and verifies the route.
   *
   * @param source the host that the test names, or null for the host of the first VM
   * @param destination the host that the test names, or null for the first other host
   * @throws IllegalArgumentException if there are no two hosts, or a VM is not at the source
   */
  public static MigrationRoute of(
      @Nullable String source,
      @Nullable String destination,
      List<ManagedVm> vms,
      List<String> hosts) {
    String from = source == null ? vms.get(0).host() : source;
    String to = destination == null ? firstOtherThan(from, hosts) : destination;
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "A migration of %s from [%s] to [%s]: expected two different hosts of %s"
              .formatted(vms.stream().map(ManagedVm::name).toList(), from, to, hosts));
    }
    if (vms.stream().anyMatch(vm -> !vm.host().equals(from))) {
      throw elsewhere(from, to, vms);
    }
    return new MigrationRoute(from, to);
  }

  private static IllegalArgumentException elsewhere(String from, String to, List<ManagedVm> vms) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    vms.forEach(vm -> places.computeIfAbsent(vm.host(), host -> new ArrayList<>()).add(vm.name()));
    return new IllegalArgumentException(
        "A migration of %s from [%s] to [%s]: %s. A migration has one source; write, for the VMs of each host that are to migrate: %s"
            .formatted(
                vms.stream().map(ManagedVm::name).toList(),
                from,
                to,
                all(places, (host, names) -> "%s on [%s]".formatted(names, host)),
                all(places, MigrationRoute::call)));
  }

  private static String all(
      Map<String, List<String>> places, BiFunction<String, List<String>, String> text) {
    return places.entrySet().stream()
        .map(place -> text.apply(place.getKey(), place.getValue()))
        .collect(joining(", "));
  }

  /** Returns the call that migrates the VMs of a host. */
  private static String call(String host, List<String> vms) {
    return "[migrate(%s).from(\"%s\")]"
        .formatted(vms.stream().map(vm -> '"' + vm + '"').collect(joining(", ")), host);
  }

  private static String firstOtherThan(String host, List<String> hosts) {
    return hosts.stream()
        .filter(name -> !name.equals(host))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A migration needs two hosts; @MultihostMigration(hosts = …) has only "
                        + hosts));
  }
}
