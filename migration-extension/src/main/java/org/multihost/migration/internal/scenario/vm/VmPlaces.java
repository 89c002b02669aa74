package org.multihost.migration.internal.scenario.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.HostsView;
import org.multihost.migration.internal.scenario.environment.WaitBounds;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.LocalVm;

/**
 * The agreement of all hosts, after a test, on the places of the VMs of its class. A failure may
 * have cut a migration short, so that the hosts have recorded different places: what counts are the
 * processes. A VM stays on the host where its guest runs or is paused, if that is one host;
 * otherwise it is broken.
 */
public final class VmPlaces {

  private final TestVms vms;
  private final HostsView hosts;
  private final Timeouts timeouts;

  /**
   * Creates the agreement.
   *
   * @param vms the VMs of the class
   */
  public VmPlaces(TestVms vms, HostsView hosts, Timeouts timeouts) {
    this.vms = vms;
    this.hosts = hosts;
    this.timeouts = timeouts;
  }

  /**
   * Compares what all hosts have of each VM, records its place, and ends every other process of it.
   *
   * @param test the test that has ended, for messages
   * @param lane the lane in which the hosts meet
   * @throws VirtualMachineException on every host, if a VM has no single place
   */
  public void agree(String test, Lane lane) {
    Map<String, Map<LocalVm, VmState>> here = new LinkedHashMap<>();
    vms.own().forEach(vm -> here.put(vm.name(), processes(vm)));
    Map<String, List<VmState>> states = new LinkedHashMap<>();
    here.forEach((vm, processes) -> states.put(vm, List.copyOf(processes.values())));
    Map<String, String> told =
        lane.exchange(
            "places of the virtual machines after [" + test + "]",
            "",
            Json.write(new Handover.Processes(states)),
            hosts.names(),
            limit());
    for (ManagedVm vm : vms.own()) {
      String place = place(vm.name(), told, test);
      record(vm, place, here.getOrDefault(vm.name(), Map.of()));
    }
    vms.allSettled();
  }

  /** Returns the limit for the end of the test on the other hosts, and of its migrations. */
  private Duration limit() {
    int count = vms.names().size();
    Duration ofTest = HostWait.FINISH_TEST.limit(WaitBounds.of(timeouts, count));
    return ofTest.plus(timeouts.finish().multipliedBy(count));
  }

  /** Returns what is left of a VM on this host. No migration can arrive here any more. */
  private Map<LocalVm, VmState> processes(ManagedVm vm) {
    vms.awaitDeparture(vm.name(), timeouts.finish());
    Map<LocalVm, VmState> left = new LinkedHashMap<>();
    for (LocalVm process : vms.processesOf(vm)) {
      VmState state =
          vm.process().filter(process::equals).isPresent() ? vm.state() : process.state();
      if (state == VmState.GONE || state == VmState.INCOMING) {
        vms.end(process);
      } else {
        left.put(process, state);
      }
    }
    return left;
  }

  /** Returns the only host that has the guest. */
  private static String place(String vm, Map<String, String> told, String test) {
    List<String> places = new ArrayList<>();
    boolean clear = true;
    Map<String, List<VmState>> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : told.entrySet()) {
      List<VmState> states =
          Json.read(each.getValue(), Handover.Processes.class).states().getOrDefault(vm, List.of());
      found.put(each.getKey(), states);
      states.stream().filter(VmPlaces::hasGuest).forEach(state -> places.add(each.getKey()));
      clear &= states.stream().allMatch(state -> hasGuest(state) || state == VmState.MIGRATED);
    }
    if (places.size() != 1 || !clear) {
      throw broken(vm, found, test);
    }
    return places.get(0);
  }

  private static boolean hasGuest(VmState state) {
    return state == VmState.RUNNING || state == VmState.PAUSED;
  }

  private static VirtualMachineException broken(
      String vm, Map<String, List<VmState>> found, String test) {
    return new VirtualMachineException(
        "Virtual machine [%s], whose lifecycle is [per-class], is broken after test [%s]: expected a guest that runs or is paused on one host, and nothing but what has migrated on the others; found its processes, by host: %s. The later tests of the class fail, too; a test that ends its guest needs a virtual machine of its own"
            .formatted(vm, test, found));
  }

  private void record(ManagedVm vm, String place, Map<LocalVm, VmState> here) {
    here.forEach(
        (process, state) -> {
          if (hasGuest(state)) {
            stays(vm, process, state);
          } else {
            vms.end(process);
          }
        });
    if (!hosts.isSelf(place)) {
      vm.livesOn(place);
    }
  }

  /** Resumes a guest that a migration has paused which has failed since. */
  private static void stays(ManagedVm vm, LocalVm process, VmState state) {
    Optional<LocalVm> known = vm.process();
    if (known.filter(process::equals).isEmpty()) {
      vm.arrives(process, state == VmState.PAUSED && vm.isStillAsleep());
    }
    if (state == VmState.PAUSED) {
      vm.goOnAfterFailure(true);
    }
  }
}
