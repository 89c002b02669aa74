package org.multihost.migration.internal.scenario.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.scenario.environment.StageWaits;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.VirtualMachineDriver;

/**
 * The VMs of one test, or of one class, and all their processes that this host has started; closing
 * it ends these processes. A test has the VMs of its class, too, which outlive it.
 */
public final class TestVms implements AutoCloseable {

  private static final BiConsumer<String, VirtualMachineException> UNWATCHED = (vm, failure) -> {};

  private final Optional<VirtualMachineDriver> driver;
  private final String self;
  private final Time time;
  private final Map<String, ManagedVm> vms = new LinkedHashMap<>();
  private final VmProcesses processes = new VmProcesses();
  private final List<IncomingVm> incoming = new CopyOnWriteArrayList<>();
  private final Map<String, CompletionStage<?>> departures = new ConcurrentHashMap<>();
  private final @Nullable TestVms ofClass;
  private BiConsumer<String, VirtualMachineException> watcher = UNWATCHED;
  private volatile BiConsumer<String, VirtualMachineException> user = UNWATCHED;

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
    this.time = time;
    this.ofClass = null;
    plans.forEach(
        plan ->
            vms.put(
                plan.spec().name(), new ManagedVm(plan, self, loginTimeout, new StageWaits(time))));
  }

  private TestVms(TestVms own, TestVms ofClass) {
    this.driver = own.driver;
    this.self = own.self;
    this.time = own.time;
    this.ofClass = ofClass;
    vms.putAll(own.vms);
  }

  /** Returns these VMs, none of which has started, with those of the test's class before them. */
  public TestVms with(TestVms type) {
    return new TestVms(this, type);
  }

  /**
   * Registers the listener for VM failures on this host, which receives the VM's name; called
   * before any VM starts. A failure of the class's VM is one of the test that has it, and of the
   * class.
   */
  public void watch(BiConsumer<String, VirtualMachineException> onFailure) {
    watcher = onFailure;
    if (ofClass != null) {
      ofClass.user = onFailure;
    }
  }

  /** Starts the VMs whose home is this host; those of the class run, or have failed. */
  public void startHome() {
    if (ofClass != null) {
      ofClass.awaitAnswers();
    }
    for (ManagedVm vm : vms.values()) {
      if (vm.host().equals(self)) {
        vm.runsHere(owned(driver().start(vm.spec())));
      }
    }
  }

  /** Starts the destination's side of a VM. */
  public IncomingVm startIncoming(
      ManagedVm vm, MachineDescription machine, List<String> arguments) {
    if (ofClass != null && ofClass.vms.containsValue(vm)) {
      return ofClass.startIncoming(vm, machine, arguments);
    }
    IncomingVm started = driver().startIncoming(vm.spec(), machine, arguments);
    owned(started.vm());
    incoming.add(started);
    return started;
  }

  /** Records that the incoming VM has become the VM, or has been given up. */
  public void settled(IncomingVm vm) {
    incoming.remove(vm);
    if (ofClass != null) {
      ofClass.settled(vm);
    }
  }

  /** Records that a VM leaves this host; the stage completes when it has left, or stays. */
  public void departs(String vm, CompletionStage<?> end) {
    if (ofClass != null && ofClass.vms.containsKey(vm)) {
      ofClass.departs(vm, end);
    } else {
      departures.put(vm, end);
    }
  }

  /** Waits until the VM has left this host, or stays; no longer than the limit. */
  void awaitDeparture(String vm, Duration limit) {
    CompletionStage<?> last = departures.remove(vm);
    if (last != null) {
      time.awaitUninterruptibly(last.thenApply(end -> true), limit, false);
    }
  }

  /**
   * Waits until every VM on this host has answered with its state, whatever that is. This includes
   * a VM that has arrived here in a migration that was cut short afterwards, but not one that has
   * not arrived.
   *
   * @throws VirtualMachineException if a VM has failed by now
   */
  public void awaitAnswers() {
    if (ofClass != null) {
      ofClass.awaitAnswers();
    }
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

  private LocalVm owned(LocalVm vm) {
    processes.add(vm);
    vm.failed().thenAccept(failure -> failed(vm.name(), failure));
    return vm;
  }

  private void failed(String vm, VirtualMachineException failure) {
    user.accept(vm, failure);
    watcher.accept(vm, failure);
  }

  /** Returns every VM process that this host has started, the oldest first. */
  public List<LocalVm> processes() {
    List<LocalVm> all = new ArrayList<>(ofClass == null ? List.of() : ofClass.processes());
    all.addAll(processes.all());
    return all;
  }

  /** Returns the processes that this host has started of a VM, the oldest first. */
  List<LocalVm> processesOf(ManagedVm vm) {
    return processes.all().stream().filter(each -> each.name().equals(vm.name())).toList();
  }

  /** Ends a process that is not the VM. */
  void end(LocalVm process) {
    processes.end(process);
  }

  /** Returns the VMs that are not those of the test's class. */
  Collection<ManagedVm> own() {
    return vms.values();
  }

  /** Returns the VMs whose disks are cloned. */
  public List<ManagedVm> cloned() {
    return vms.values().stream()
        .filter(vm -> vm.spec().drives().diskClone() != CloneDisks.NONE)
        .toList();
  }

  /** Returns the names of the VMs: those of the class, then the others, as declared. */
  public List<String> names() {
    List<String> names = new ArrayList<>(ofClass == null ? List.of() : ofClass.names());
    names.addAll(vms.keySet());
    return names;
  }

  /** Returns the VM of that name. */
  public VirtualMachine vm(String name) {
    return managed(name);
  }

  public ManagedVm managed(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No virtual machine is named [%s] in this test; declared with @MigrateVm: %s"
                        .formatted(name, names())));
  }

  private Optional<ManagedVm> find(String name) {
    Optional<ManagedVm> own = Optional.ofNullable(vms.get(name));
    return ofClass == null ? own : own.or(() -> ofClass.find(name));
  }

  /**
   * Ends every process of the test; those of the class go on, and the test hears no more of them.
   */
  @Override
  public void close() {
    if (ofClass != null) {
      ofClass.user = UNWATCHED;
    }
    processes.close();
  }
}
