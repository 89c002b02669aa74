package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.Firmware;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.Architecture;
import org.multihost.migration.qemu.install.QemuModels;
import org.multihost.migration.spi.VmSpec;

/**
 * The machine that a specification and the user's arguments declare. An element {@code machine} or
 * {@code cpu} is the same as the argument; one in the arguments must not contradict it.
 *
 * @param architecture of the guest
 * @param spec the specification
 * @param type the machine type
 * @param cpu the CPU model, if the user gives one
 * @param given the arguments of the specification and of the settings
 */
@API(status = INTERNAL)
public record MachineOfSpec(
    Architecture architecture,
    VmSpec spec,
    String type,
    Optional<String> cpu,
    GivenArguments given) {

  /**
   * Reads the machine.
   *
   * @param arguments the user's, of the settings and of the specification
   * @throws MultihostConfigurationException if machine or CPU are given twice
   */
  public static MachineOfSpec of(Architecture architecture, VmSpec spec, List<String> arguments) {
    GivenArguments element =
        GivenArguments.of(
            spec.machine().map(value -> List.of("-machine", value)).orElse(List.of()));
    refuseAccelerator(spec);
    spec.machine().ifPresent(value -> verifyWords(spec, "machine", value));
    spec.cpu().ifPresent(value -> verifyWords(spec, "cpu", value));
    GivenArguments given = GivenArguments.of(arguments);
    refuseOtherFirmware(spec, given);
    String type = one(spec, "machine", element.type(), given.type()).orElse(architecture.machine());
    Optional<String> cpu = one(spec, "cpu", spec.cpu(), given.cpu());
    return new MachineOfSpec(architecture, spec, type, cpu, given.after(element.others()));
  }

  /** An accelerator in the machine type would not be checked for this host. */
  private static void refuseAccelerator(VmSpec spec) {
    String machine = spec.machine().orElse("");
    if (machine.matches("(.*,)?accel=.*")) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s]: [machine = %s] has an accelerator; set [multihost.qemu.accelerator] instead, or give QEMU an argument [-accel …]"
              .formatted(spec.name(), machine));
    }
  }

  /** A name comes first, options follow; QEMU would pass over an empty word, or misread it. */
  private static void verifyWords(VmSpec spec, String element, String value) {
    for (String word : value.split(",", -1)) {
      if (!word.strip().equals(word) || word.isEmpty()) {
        throw new MultihostConfigurationException(
            "Virtual machine [%s]: [%s = %s] has the word [%s]; allowed are a name and its options, each after a comma without blanks"
                .formatted(spec.name(), element, value, word));
      }
    }
  }

  private static Optional<String> one(
      VmSpec spec, String name, Optional<String> element, Optional<String> argument) {
    if (element.isPresent() && argument.isPresent() && !element.equals(argument)) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s]: [%s = %s] and the argument [-%s %s] contradict each other; remove one of them"
              .formatted(spec.name(), name, element.get(), name, argument.get()));
    }
    return argument.or(() -> element);
  }

  /**
   * Verifies the names that the user has given.
   *
   * @throws MultihostConfigurationException if this host's QEMU does not know one of them
   */
  public void verifyNames(QemuModels models) {
    if (spec.machine().isPresent() || given.type().isPresent()) {
      models.verify(spec.name(), QemuModels.Kind.MACHINE, type);
    }
    cpu.map(model -> model.split(",", 2)[0])
        .ifPresent(model -> models.verify(spec.name(), QemuModels.Kind.CPU, model));
  }

  /** Returns the family of the machine type. */
  public MachineFamily family() {
    return MachineFamily.of(type);
  }

  /** Returns the user's arguments without the machine type and the CPU. */
  public List<String> arguments() {
    return given.others();
  }

  /**
   * Returns the machine that starts.
   *
   * @throws MultihostConfigurationException if the machine type cannot have one of the devices
   */
  public QemuMachine started(GuestBoot boot, Accelerator accelerator) {
    List<QemuDevice> devices = DeclaredDevices.of(spec).devices();
    verify(boot, devices);
    boolean plain = boot.ofTheProject() && accelerator == Accelerator.TCG;
    return new QemuMachine(
        type,
        cpu.orElse(plain ? architecture.plainCpu() : accelerator.bestCpu()),
        spec.memory(),
        spec.cpus(),
        boot.cmdline().orElse(null),
        Math.min(
            DeclaredDisks.of(spec.name(), type, devices).inPorts() + family().sparePorts(),
            family().mostPorts()),
        devices,
        Map.of(),
        spec.drives().storage());
  }

  /**
   * Returns the source's machine, with this host's devices. What this host's arguments give wins,
   * except that a type without a version means the source's version of it.
   */
  public QemuMachine like(QemuMachine source) {
    QemuMachine same = source.with(DeclaredDevices.of(spec).like(source.devices()));
    QemuMachine typed =
        given
            .type()
            .filter(own -> own.matches(".*\\d\\.\\d.*") || family() != source.family())
            .map(same::ofType)
            .orElse(same);
    return given.cpu().map(typed::withCpu).orElse(typed);
  }

  private void verify(GuestBoot boot, List<QemuDevice> devices) {
    DeclaredDisks.of(spec.name(), type, devices).verify();
    int disks = disks(devices);
    for (QemuDevice device : devices) {
      if (device instanceof QemuDevice.Drive && !family().hasDrives()) {
        throw lacks(device.id(), "it has no controller for it");
      }
    }
    boolean network = spec.access().network();
    if (network && !family().hasNetwork()) {
      throw lacks("network", "its buses are not known");
    }
    if (family() == MachineFamily.MICROVM && boot.tiny() && (network || disks > 0)) {
      throw lacks(
          network ? "network" : "disks",
          "the kernel of the default guest does not find the device there");
    }
  }

  /** QEMU passes over {@code -bios} if it has a firmware in its flash memory. */
  private static void refuseOtherFirmware(VmSpec spec, GivenArguments given) {
    if (spec.firmware() == Firmware.UEFI
        && given.others().stream().anyMatch(word -> word.matches("--?bios"))) {
      throw new MultihostConfigurationException(
          "Virtual machine [%s]: [firmware = uefi] and the argument [-bios] contradict each other; remove one of them"
              .formatted(spec.name()));
    }
  }

  private MultihostConfigurationException lacks(String device, String reason) {
    return new MultihostConfigurationException(
        "Virtual machine [%s]: machine type [%s] cannot have [%s]: %s%s"
            .formatted(
                spec.name(),
                type,
                device,
                reason,
                architecture == Architecture.X86_64 ? "; use [q35] or [pc]" : ""));
  }

  private static int disks(List<QemuDevice> devices) {
    return (int) devices.stream().filter(QemuDevice.Disk.class::isInstance).count();
  }
}
