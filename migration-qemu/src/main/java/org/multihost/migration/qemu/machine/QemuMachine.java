package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.Storage;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.MachineDescription;

/**
 * The virtual hardware of a VM as its guest sees it; source and destination must have the same.
 *
 * @param type QEMU's machine type; of a running VM with its version, such as {@code pc-q35-7.2}, so
 *     that another version of QEMU can build the same one
 * @param cpu QEMU's CPU model
 * @param memory in bytes
 * @param cpus the number of virtual CPUs
 * @param cmdline the kernel's command line, if QEMU loads a kernel
 * @param ports the number of ports for devices
 * @param devices the devices that are plugged in, and the built-in drives
 * @param diskSizes the size of each disk in bytes, by its id; empty if it is not known
 * @param storage whether the hosts share the disks, or the destination makes those for itself that
 *     the guest can write
 */
@API(status = INTERNAL)
public record QemuMachine(
    String type,
    String cpu,
    long memory,
    int cpus,
    @Nullable String cmdline,
    int ports,
    List<QemuDevice> devices,
    Map<String, Long> diskSizes,
    Storage storage) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public QemuMachine {
    devices = List.copyOf(devices);
    diskSizes = Collections.unmodifiableMap(new TreeMap<>(diskSizes));
  }

  /** Creates hardware with shared disks of unknown sizes. */
  public QemuMachine(
      String type,
      String cpu,
      long memory,
      int cpus,
      @Nullable String cmdline,
      int ports,
      List<QemuDevice> devices) {
    this(type, cpu, memory, cpus, cmdline, ports, devices, Map.of(), Storage.SHARED);
  }

  /** Returns the same hardware with another machine type. */
  public QemuMachine ofType(String other) {
    return new QemuMachine(other, cpu, memory, cpus, cmdline, ports, devices, diskSizes, storage);
  }

  /** Returns the same hardware with another CPU model. */
  public QemuMachine withCpu(String other) {
    return new QemuMachine(type, other, memory, cpus, cmdline, ports, devices, diskSizes, storage);
  }

  /** Returns the family of its type. */
  public MachineFamily family() {
    return MachineFamily.of(type);
  }

  /** Returns the same hardware with other devices. */
  public QemuMachine with(List<QemuDevice> others) {
    return new QemuMachine(type, cpu, memory, cpus, cmdline, ports, others, diskSizes, storage);
  }

  /** Returns the same hardware with the sizes of its disks. */
  public QemuMachine withDiskSizes(Map<String, Long> sizes) {
    return new QemuMachine(type, cpu, memory, cpus, cmdline, ports, devices, sizes, storage);
  }

  /** Returns the disks that a migration copies. */
  public List<QemuDevice.Disk> mirroredDisks() {
    if (storage == Storage.SHARED) {
      return List.of();
    }
    return devices.stream()
        .filter(QemuDevice.Disk.class::isInstance)
        .map(QemuDevice.Disk.class::cast)
        .filter(disk -> !disk.model().readOnly())
        .toList();
  }

  /** Returns the same hardware with this device added, or in place of the one with its id. */
  public QemuMachine with(QemuDevice added) {
    if (device(added.id()).isEmpty()) {
      return with(Stream.concat(devices.stream(), Stream.of(added)).toList());
    }
    return with(devices.stream().map(old -> old.id().equals(added.id()) ? added : old).toList());
  }

  /** Returns the same hardware without this device. */
  public QemuMachine without(String id) {
    return with(devices.stream().filter(device -> !device.id().equals(id)).toList());
  }

  Optional<QemuDevice> device(String id) {
    return devices.stream().filter(device -> device.id().equals(id)).findFirst();
  }

  /** Returns the ids of the devices. */
  public List<String> ids() {
    return devices.stream().map(QemuDevice::id).toList();
  }

  /** Returns the first port without a device. */
  public OptionalInt freePort() {
    Set<Integer> taken = new HashSet<>();
    for (QemuDevice device : devices) {
      if (device instanceof QemuDevice.Disk disk && disk.model().hasPort()) {
        taken.add(disk.port());
      } else if (device instanceof QemuDevice.Nic nic) {
        taken.add(nic.port());
      } else if (device instanceof QemuDevice.Custom custom && custom.port() != null) {
        taken.add(custom.port());
      }
    }
    return IntStream.range(0, ports).filter(port -> !taken.contains(port)).findFirst();
  }

  public MachineDescription describe() {
    try {
      return new MachineDescription(JSON.writeValueAsString(this));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static QemuMachine of(MachineDescription description) {
    try {
      return JSON.readValue(description.text(), QemuMachine.class);
    } catch (JsonProcessingException unreadable) {
      throw new VirtualMachineException(
          "The source's machine description is not one of QEMU: [%s]".formatted(description.text()),
          unreadable);
    }
  }
}
