package org.multihost.migration.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Storage;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/** The hypervisor in memory on one host. */
final class MemoryDriver implements VirtualMachineDriver {

  private final MemoryHypervisor hypervisor;
  private final DriverContext context;
  private final List<MemoryVm> vms = new ArrayList<>(); // guarded by itself
  private boolean closed; // guarded by vms

  MemoryDriver(MemoryHypervisor hypervisor, DriverContext context) {
    this.hypervisor = hypervisor;
    this.context = context;
  }

  @Override
  public String description() {
    return "a hypervisor in memory";
  }

  @Override
  public void verify(VmSpec spec) {
    hypervisor.pass(DriverCall.VERIFY, context.host(), spec.name());
    verify(spec, "image", spec.image());
    verify(spec, "kernel", spec.kernel());
    verify(spec, "initrd", spec.initrd());
    spec.drives().disks().forEach(disk -> verify(spec, "disk", Optional.of(disk.path())));
    if (!spec.companions().isEmpty()) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s]: the hypervisor in memory has no companions"
              .formatted(spec.name()));
    }
    if (spec.access().prepared()) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s] has [cloud-init]; the hypervisor in memory boots no image: expected [cloud-init = none]"
              .formatted(spec.name()));
    }
    if (spec.drives().storage() == Storage.MIRROR) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s] has [storage = mirror]; the hypervisor in memory copies no disks: expected [storage = shared]"
              .formatted(spec.name()));
    }
  }

  private static void verify(VmSpec spec, String what, Optional<String> path) {
    path.filter(text -> !Files.isReadable(Path.of(text)) || Files.isDirectory(Path.of(text)))
        .ifPresent(
            text -> {
              throw new MultihostConfigurationException(
                  "Virtual machine [%s]: %s [%s]: there is no file that this user can read"
                      .formatted(spec.name(), what, text));
            });
  }

  @Override
  public VmSpec cloneDisks(VmSpec spec, Path directory, Duration timeout) {
    hypervisor.pass(DriverCall.CLONE_DISKS, context.host(), spec.name());
    if (spec.drives().diskClone() == CloneDisks.NONE) {
      return spec;
    }
    List<VmDrives.Disk> disks = new ArrayList<>();
    for (VmDrives.Disk disk : spec.drives().disks()) {
      Path copy = directory.resolve(spec.name() + "-disk" + disks.size());
      disks.add(disk.with(clone(spec, disk.path(), copy), disk.format()));
    }
    return spec.withDisks(
        spec.image().map(image -> clone(spec, image, directory.resolve(spec.name() + "-image"))),
        disks);
  }

  @Override
  public Optional<String> diskInstructions() {
    return Optional.of("look with [memory ls]");
  }

  private static String clone(VmSpec spec, String disk, Path copy) {
    try {
      return Files.copy(Path.of(disk), copy, StandardCopyOption.REPLACE_EXISTING).toString();
    } catch (IOException e) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: its disk [%s] cannot be cloned to [%s]: %s"
              .formatted(spec.name(), disk, copy, e),
          e);
    }
  }

  @Override
  public LocalVm start(VmSpec spec) {
    verify(spec);
    requireOpen(spec.name());
    hypervisor.pass(DriverCall.START, context.host(), spec.name());
    MemoryVm vm = registered(new MemoryVm(new MemoryProcess(hypervisor, context, spec)));
    synchronized (hypervisor) {
      vm.process().boot();
    }
    return vm;
  }

  @Override
  public IncomingVm startIncoming(VmSpec spec, MachineDescription machine, List<String> arguments) {
    requireOpen(spec.name());
    hypervisor.pass(DriverCall.START_INCOMING, context.host(), spec.name());
    VmSpec same = MemoryMachine.of(machine).on(spec);
    MemoryVm vm = registered(new MemoryVm(new MemoryProcess(hypervisor, context, same)));
    boolean standsStill = arguments.contains("-S") || spec.arguments().contains("-S");
    synchronized (hypervisor) {
      return vm.process().arrivesBy(new MemoryIncoming(vm, standsStill));
    }
  }

  /* One that comes up while the driver closes is closed by the one who started it. */
  private MemoryVm registered(MemoryVm vm) {
    try {
      synchronized (vms) {
        requireOpen(vm.name());
        vms.add(vm);
        return vm;
      }
    } catch (VirtualMachineException closedMeanwhile) {
      vm.close();
      throw closedMeanwhile;
    }
  }

  private void requireOpen(String vm) {
    synchronized (vms) {
      if (closed) {
        throw new VirtualMachineException(
            "Virtual machine [%s] must not start: the driver of host [%s] is closed"
                .formatted(vm, context.host()));
      }
    }
  }

  @Override
  public void close() {
    List<MemoryVm> all;
    synchronized (vms) {
      closed = true;
      all = List.copyOf(vms);
    }
    all.forEach(MemoryVm::close);
  }
}
