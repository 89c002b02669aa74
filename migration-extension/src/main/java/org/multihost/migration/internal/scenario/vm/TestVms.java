package org.multihost.migration.internal.scenario.vm;

import java.time.Duration;
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
import org.multihost.migration.Storage;
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
                plan.spec().name(),
                new ManagedVm(plan, self, loginTimeout, new StageWaits(time), new Power())));
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
    awaitAnswers();
    for (ManagedVm vm : vms.values()) {
      if (vm.host().equals(self)) {
        vm.runsHere(owned(driver().start(vm.spec())));
      }
    }
  }

  /** The processes of these VMs. */
  private final class Power implements VmPower {
    @Override
    public void end(LocalVm process) {
      processes.end(process);
    }

    @Override
    public LocalVm start(ManagedVm vm) {
      return owned(driver().start(vm.spec()));
    }
  }

  /** Returns those of the class, if there are any, and these. */
  private List<TestVms> all() {
    return ofClass == null ? List.of(this) : List.of(ofClass, this);
  }

  private TestVms owner(String vm) {
    return all().stream().filter(each -> each.vms.containsKey(vm)).findFirst().orElse(this);
  }

  /** Starts the destination's side of a VM. */
  public IncomingVm startIncoming(
      ManagedVm vm, MachineDescription machine, List<String> arguments) {
    IncomingVm started = driver().startIncoming(vm.spec(), machine, arguments);
    TestVms owner = owner(vm.name());
    owner.owned(started.vm());
    owner.incoming.add(started);
    return started;
  }

  /** Records that the incoming VM has become the VM, or has been given up. */
  public void settled(IncomingVm vm) {
    all().forEach(each -> each.incoming.remove(vm));
  }

  /** Records that a VM leaves this host; the stage completes when it has left, or stays. */
  public void departs(String vm, CompletionStage<?> end) {
    owner(vm).departures.put(vm, end);
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
    all().stream().flatMap(TestVms::present).forEach(LocalVm::verifyHealthy);
  }

  private Stream<LocalVm> present() {
    return Stream.concat(
        vms.values().stream().flatMap(vm -> vm.process().stream()),
        incoming.stream().filter(TestVms::hasArrived).map(IncomingVm::vm));
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
    return all().stream().flatMap(each -> each.processes.all().stream()).toList();
  }

  /** Returns the processes that this host has started of a VM, the oldest first. */
  List<LocalVm> processesOf(ManagedVm vm) {
    return processes.all().stream().filter(each -> each.name().equals(vm.name())).toList();
  }

  /** Forgets the incoming VMs: each has become the VM, or is ended. */
  void allSettled() {
    incoming.clear();
  }

  /** Ends a process that is not the VM. */
  void end(LocalVm process) {
    processes.end(process);
  }

  /** Returns the VMs that are not those of the test's class. */
  Collection<ManagedVm> own() {
    return vms.values();
  }

  /** Returns the VMs whose disks the hosts do not share. */
  List<ManagedVm> mirrored() {
    return vms.values().stream()
        .filter(vm -> vm.spec().drives().storage() == Storage.MIRROR)
        .toList();
  }

  /** Returns the VMs whose disks are cloned. */
  public List<ManagedVm> cloned() {
    return vms.values().stream()
        .filter(vm -> vm.spec().drives().diskClone() != CloneDisks.NONE)
        .toList();
  }

  /** Returns the names of the VMs: those of the class, then the others, as declared. */
  public List<String> names() {
    return all().stream().flatMap(each -> each.vms.keySet().stream()).toList();
  }

  /** Returns the VM of that name. */
  public VirtualMachine vm(String name) {
    return managed(name);
  }

  public ManagedVm managed(String name) {
    ManagedVm vm = owner(name).vms.get(name);
    if (vm == null) {
      throw new IllegalArgumentException(
          "No virtual machine is named [%s] in this test; declared with @MigrateVm: %s"
              .formatted(name, names()));
    }
    return vm;
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
