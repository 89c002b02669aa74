package org.multihost.migration.internal.scenario.plan;

import java.util.List;
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
    vms.forEach(vm -> verifyPlace(vm, from, to));
    return new MigrationRoute(from, to);
  }

  private static void verifyPlace(ManagedVm vm, String from, String to) {
    if (!vm.host().equals(from)) {
      throw new IllegalArgumentException(
          "A migration of [%s] from [%s] to [%s]: the VM is on [%s]"
              .formatted(vm.name(), from, to, vm.host()));
    }
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
