package org.multihost.migration.example;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Storage;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** A hypervisor whose guests are counters in this JVM. */
final class CounterDriver implements VirtualMachineDriver {

  private final DriverContext context;
  private final List<CounterVm> vms = new ArrayList<>(); // guarded by this
  private boolean closed; // guarded by this

  CounterDriver(DriverContext context) {
    this.context = context;
  }

  @Override
  public String description() {
    return "counters in the memory of this JVM";
  }

  @Override
  public void verify(VmSpec spec) {
    List<String> files =
        Stream.concat(
                Stream.of(spec.image(), spec.kernel()).flatMap(Optional::stream),
                spec.drives().disks().stream().map(VmDrives.Disk::path))
            .toList();
    List<String> companions = spec.companions().stream().map(VmSpec.Companion::name).toList();
    if (!files.isEmpty() || !companions.isEmpty() || spec.access().login() != Login.NONE) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s] has the files %s, the companions %s and the login [%s]; a counter has no files, no companions and no shell: expected none of them, and login [NONE]"
              .formatted(spec.name(), files, companions, spec.access().login()));
    }
    if (spec.drives().storage() == Storage.MIRROR) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s] has [storage = mirror]; a counter has no disks to copy: expected [storage = shared]"
              .formatted(spec.name()));
    }
  }

  @Override
  public VmSpec cloneDisks(VmSpec spec, Path directory, Duration timeout) {
    return spec.withDisks(Optional.empty(), List.of());
  }

  @Override
  public LocalVm start(VmSpec spec) {
    return registered(
        new CounterVm(
            spec.name(), spec.memory(), spec.startPaused() ? VmState.PAUSED : VmState.RUNNING));
  }

  @Override
  public IncomingVm startIncoming(VmSpec spec, MachineDescription machine, List<String> arguments) {
    long memory = Long.parseLong(machine.text());
    CounterVm vm = registered(new CounterVm(spec.name(), memory, VmState.INCOMING));
    return new CounterIncoming(vm, context, !arguments.contains("paused"));
  }

  private synchronized CounterVm registered(CounterVm vm) {
    if (closed) {
      throw new VirtualMachineException(
          "Virtual machine [%s] must not start: the driver of host [%s] is closed"
              .formatted(vm.name(), context.host()));
    }
    vms.add(vm);
    return vm;
  }

  @Override
  public void close() {
    List<CounterVm> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(vms);
    }
    all.forEach(CounterVm::close);
  }
}
