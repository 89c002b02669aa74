package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpException;

/**
 * The devices of a running VM: plugs devices in and out, and changes media. A destination is built
 * with the devices that exist when its migration begins, so every change until the migration is
 * over, in {@code startWork} for example, is refused: make it before {@code run()} or {@code
 * start()}. Available as {@code vm.unwrap(QemuDevices.class)}, on the host of the VM. Safe for use
 * by several threads.
 *
 * <p>Every method throws {@link VirtualMachineException} or {@link QmpException} if it fails, and
 * has then changed nothing, unless its description says otherwise.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QemuDevices {

  /** Short enough for the guest to see all of it as the disk's serial number. */
  private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,19}");

  private static final int NO_PORT = -1;

  private final String vm;
  private final QmpClient qmp;
  private final DevicePlugs plugs;

  // Guarded by this.
  private QemuMachine machine;
  private int media;
  private boolean migrating;

  @API(status = INTERNAL)
  public QemuDevices(String vm, QmpClient qmp, QemuMachine machine) {
    this.vm = vm;
    this.qmp = qmp;
    this.plugs = new DevicePlugs(vm, qmp);
    this.machine = machine;
  }

  @API(status = INTERNAL)
  public synchronized QemuMachine machine() {
    return machine;
  }

  /**
   * Returns the devices for a destination.
   *
   * @throws VirtualMachineException if something keeps the VM from migrating, by QEMU's own
   *     reasons: a device whose state it cannot send, a shared directory, an image format
   */
  @API(status = INTERNAL)
  public synchronized QemuMachine migratable() {
    List<String> reasons = plugs.reasonsAgainstMigration();
    if (!reasons.isEmpty()) {
      throw failure(
          "it cannot migrate, as QEMU says: %s. Detach the device, or remove it from [arguments]",
          reasons);
    }
    return machine;
  }

  /** Refuses changes, or allows them again. */
  @API(status = INTERNAL)
  public synchronized void inMigration(boolean begun) {
    migrating = begun;
  }

  private synchronized void refuseInMigration(String what, String id) {
    if (migrating) {
      throw failure(
          "[%s] cannot be %s now: a migration has begun, and its destination is built from the devices and media that the VM had then; do it before run() or start(), or after the migration",
          id, what);
    }
  }

  /** Returns all present devices. */
  public List<QemuDevice> list() {
    return machine().devices();
  }

  /**
   * Like {@link #attachDisk(String, Path, String)}, with the format detected in the file. Not for a
   * raw disk that a guest has written to, as it may have written the beginning of another format.
   */
  public void attachDisk(String id, Path path) {
    DiskImage image = image(path);
    attach(id, true, port -> QemuDevice.Disk.plugged(id, image, port));
  }

  /**
   * Plugs a virtio disk in. It appears in the guest a moment later, with the id as its serial
   * number.
   *
   * @param id a new one: a letter, then letters, digits, {@code -} and {@code _}, at most 20
   * @param path an image on storage that every host of a later migration sees, or, with {@link
   *     org.multihost.migration.Storage#MIRROR}, of this host
   * @param format QEMU's name for it: {@code raw} or {@code qcow2}
   */
  public void attachDisk(String id, Path path, String format) {
    DiskImage image = usable(new DiskImage(path.toAbsolutePath(), format));
    attach(id, true, port -> QemuDevice.Disk.plugged(id, image, port));
  }

  /** Plugs a virtio network interface in, with its own user-mode network. */
  public void attachNic(String id) {
    attach(
        id,
        true,
        port -> new QemuDevice.Nic(id, address(id), port, PluggedNetworks.of(machine()).next()));
  }

  /**
   * Plugs a device of any driver in, as QEMU's {@code device_add} does. A PCI device is put into a
   * free port unless an option names its {@code bus}; other devices are put where QEMU or an option
   * says. What such a device needs, for example a {@code chardev} or an {@code object}, must be in
   * the {@code arguments} of every host. A network card without the option {@code romfile} has no
   * boot ROM, which would have to be the same on every host.
   *
   * @param id a new one: a letter, then letters, digits, {@code -} and {@code _}, at most 20
   * @param driver QEMU's name of the driver; {@code -device help} lists all
   * @param options its properties: texts, whole numbers and booleans; {@code -device DRIVER,help}
   *     lists them
   */
  public void attach(String id, String driver, Map<String, ?> options) {
    options.forEach((name, value) -> verifyOption(driver, name, value));
    Set<String> properties = plugs.properties(driver);
    Map<String, Object> all = new HashMap<>(options);
    if (properties.containsAll(Set.of("netdev", "romfile"))) {
      all.putIfAbsent("romfile", "");
    }
    boolean inPort = properties.contains("multifunction") && !options.containsKey("bus");
    attach(id, inPort, port -> new QemuDevice.Custom(id, driver, all, inPort ? port : null));
  }

  private void verifyOption(String driver, String name, Object value) {
    if (name.equals("id") || name.equals("driver")) {
      throw failure("[%s] of driver [%s] is an argument of its own, not an option", name, driver);
    }
    if (!(value instanceof String
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long)) {
      throw failure(
          "option [%s] of driver [%s] is [%s]; allowed are texts, whole numbers and booleans",
          name, driver, value);
    }
  }

  /* In QEMU's range; the same on every host. */
  private static String address(String id) {
    int hash = id.hashCode();
    return "52:54:00:%02x:%02x:%02x".formatted(hash >> 16 & 0xff, hash >> 8 & 0xff, hash & 0xff);
  }

  private synchronized void attach(String id, boolean inPort, IntFunction<QemuDevice> plug) {
    refuseInMigration("plugged in", id);
    if (!ID.matcher(id).matches() || machine.device(id).isPresent()) {
      throw failure(
          "[%s] cannot be the id of a device: allowed are a letter, then letters, digits, - and _,"
              + " at most 20; taken are %s",
          id, machine.ids());
    }
    int port = inPort ? machine.freePort().orElseThrow(() -> allTaken(id)) : NO_PORT;
    QemuDevice device = plug.apply(port);
    machine = machine.with(plugs.plug(device, machine.family()));
  }

  private VirtualMachineException allTaken(String id) {
    if (machine.family().sparePorts() == 0) {
      return failure(
          "[%s] cannot be plugged in: machine type [%s] takes no devices while it runs; use q35 or pc",
          id, machine.type());
    }
    return failure(
        "no port is free to plug [%s] in: the VM has [%s] ports, for %s; detach one of these",
        id, machine.ports(), machine.ids());
  }

  /** Requests the guest to release a device, and waits until it has; at most 60 seconds. */
  public void detach(String id) {
    QemuDevice device = device(id);
    if (device instanceof QemuDevice.Drive) {
      throw failure("[%s] is built in; only its medium can be removed: eject it", id);
    }
    if (device instanceof QemuDevice.Disk disk && !disk.model().hasPort()) {
      throw failure(
          "[%s] is on bus [%s], which cannot release it; only disks on [paravirtual] and [scsi] can"
              + " be detached",
          id, disk.model().bus().name().toLowerCase(Locale.ROOT));
    }
    refuseInMigration("detached", id);
    plugs.unplug(device);
    synchronized (this) {
      machine = machine.without(id);
    }
  }

  /**
   * Inserts a medium into a drive, in place of the present one, and closes the tray. Fails if the
   * guest has locked the drive; the guest then keeps its medium. If QEMU refuses the new medium,
   * the drive is left empty.
   *
   * @param drive {@code cdrom} or {@code floppy}
   */
  public synchronized void insertMedium(String drive, Path path) {
    QemuDevice.Drive changed = drive(drive);
    refuseInMigration("given another medium", drive);
    DiskImage image = image(path);
    empty(changed, false);
    String node = DeviceOptions.node(drive) + ++media;
    plugs.insert(drive, node, image, changed instanceof QemuDevice.Cdrom);
    machine = machine.with(changed.with(image, false));
    plugs.closeTray(drive);
  }

  /** Like {@link #eject(String, boolean)}, without force. */
  public void eject(String drive) {
    eject(drive, false);
  }

  /**
   * Removes the medium from a drive; a CD-ROM drive's tray stays open.
   *
   * @param force even if the guest has locked the drive
   */
  public synchronized void eject(String drive, boolean force) {
    QemuDevice.Drive emptied = drive(drive);
    refuseInMigration("ejected", drive);
    empty(emptied, force);
  }

  private void empty(QemuDevice.Drive drive, boolean force) {
    if (plugs.emptyDrive(drive.id(), force)) {
      machine = machine.with(drive.with(null, false));
    }
  }

  /** Whether a drive's tray is open; the tray of a floppy drive never is. */
  public boolean isTrayOpen(String drive) {
    return plugs.isTrayOpen(drive(drive).id());
  }

  /** Whether the guest has locked a drive, as it does while a CD-ROM is mounted. */
  public boolean isLocked(String drive) {
    return plugs.isLocked(drive(drive).id());
  }

  private QemuDevice.Drive drive(String id) {
    if (device(id) instanceof QemuDevice.Drive drive) {
      return drive;
    }
    throw failure("[%s] is no drive with a medium that can be changed", id);
  }

  private QemuDevice device(String id) {
    QemuMachine now = machine();
    return now.device(id)
        .orElseThrow(() -> failure("it has no device [%s]; it has %s", id, now.ids()));
  }

  private DiskImage image(Path path) {
    try {
      return usable(DiskImage.of(path.toAbsolutePath()));
    } catch (IOException unreadable) {
      throw failure("[%s] cannot be read: %s", path.toAbsolutePath(), unreadable);
    }
  }

  private DiskImage usable(DiskImage image) {
    DiskFormat.refusal(image.format())
        .ifPresent(
            reason -> {
              throw failure("[%s] cannot be used: %s", image.path(), reason);
            });
    return image;
  }

  private VirtualMachineException failure(String text, Object... facts) {
    return new VirtualMachineException(
        "Virtual machine [%s]: %s".formatted(vm, text.formatted(facts)));
  }
}
