package org.multihost.migration.internal.scenario.vm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.scenario.environment.Draining;
import org.multihost.migration.internal.scenario.environment.StageWaits;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.VirtualMachineDriver;

/**
 * The VMs of one test, and all their processes that this host has started; closing it ends these
 * processes.
 */
public final class TestVms implements AutoCloseable {

  private final Optional<VirtualMachineDriver> driver;
  private final String self;
  private final Map<String, ManagedVm> vms = new LinkedHashMap<>();
  private final Deque<LocalVm> processes = new ArrayDeque<>(); // guarded by itself
  private final List<IncomingVm> incoming = new CopyOnWriteArrayList<>();
  private boolean closed; // guarded by processes
  private BiConsumer<String, VirtualMachineException> watcher = (vm, failure) -> {};

  /**
   * Creates the VMs from their plans; starts none.
   *
   * @param driver present if there is any VM
   */
  public TestVms(
      Optional<VirtualMachineDriver> driver,
      Collection<VmPlan> plans,
      String self,
      Duration loginTimeout,
      Time time) {
    this.driver = driver;
    this.self = self;
    plans.forEach(
        plan ->
            vms.put(
                plan.spec().name(), new ManagedVm(plan, self, loginTimeout, new StageWaits(time))));
  }

  /**
   * Registers the listener for VM failures on this host, which receives the VM's name; called
   * before any VM starts.
   */
  public void watch(BiConsumer<String, VirtualMachineException> onFailure) {
    watcher = onFailure;
  }

  /** Starts the VMs whose home is this host. */
  public void startHome() {
    for (ManagedVm vm : vms.values()) {
      if (vm.host().equals(self)) {
        vm.runsHere(owned(driver().start(vm.spec())));
      }
    }
  }

  /** Starts the destination's side of a VM. */
  public IncomingVm startIncoming(
      ManagedVm vm, MachineDescription machine, List<String> arguments) {
    IncomingVm started = driver().startIncoming(vm.spec(), machine, arguments);
    owned(started.vm());
    incoming.add(started);
    return started;
  }

  /** Records that the incoming VM has become the VM, or has been given up. */
  public void settled(IncomingVm vm) {
    incoming.remove(vm);
  }

  /**
   * Waits until every VM on this host has answered with its state, whatever that is. This includes
   * a VM that has arrived here in a migration that was cut short afterwards, but not one that has
   * not arrived.
   *
   * @throws VirtualMachineException if a VM has failed by now
   */
  public void awaitAnswers() {
    Stream.concat(
            vms.values().stream().flatMap(vm -> vm.process().stream()),
            incoming.stream().filter(TestVms::hasArrived).map(IncomingVm::vm))
        .forEach(LocalVm::verifyHealthy);
  }

  private static boolean hasArrived(IncomingVm vm) {
    return vm.completion()
        .thenApply(report -> report.outcome() == MigrationOutcome.COMPLETED)
        .exceptionally(failed -> false)
        .toCompletableFuture()
        .getNow(false);
  }

  public VirtualMachineDriver driver() {
    return driver.orElseThrow();
  }

  /** A process that is started while this object closes must not outlive it. */
  private LocalVm owned(LocalVm vm) {
    synchronized (processes) {
      if (!closed) {
        processes.push(vm);
        vm.failed().thenAccept(failure -> watcher.accept(vm.name(), failure));
        return vm;
      }
    }
    vm.close();
    throw new IllegalStateException(
        "The test has ended; virtual machine [" + vm.name() + "] is not started");
  }

  /** Returns every VM process that this host has started, the oldest first. */
  public List<LocalVm> processes() {
    synchronized (processes) {
      List<LocalVm> all = new ArrayList<>();
      processes.descendingIterator().forEachRemaining(all::add);
      return all;
    }
  }

  /** Returns the VMs whose disks are cloned. */
  public List<ManagedVm> cloned() {
    return vms.values().stream()
        .filter(vm -> vm.spec().drives().diskClone() != CloneDisks.NONE)
        .toList();
  }

  /** Returns the names of the VMs, in the order of declaration. */
  public List<String> names() {
    return List.copyOf(vms.keySet());
  }

  /** Returns the VM of that name. */
  public VirtualMachine vm(String name) {
    return managed(name);
  }

  public ManagedVm managed(String name) {
    ManagedVm vm = vms.get(name);
    if (vm == null) {
      throw new IllegalArgumentException(
          "No virtual machine is named [%s] in this test; declared with @MigrateVm: %s"
              .formatted(name, names()));
    }
    return vm;
  }

  /** Ends every process, the newest first; an exception of one does not stop the others. */
  @Override
  public void close() {
    Draining.all(this::next, LocalVm::close);
  }

  private @Nullable LocalVm next() {
    synchronized (processes) {
      closed = true;
      return processes.poll();
    }
  }
}
