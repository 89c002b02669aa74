package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.install.Accelerator;
import org.multihost.migration.qemu.install.QemuInstallation;
import org.multihost.migration.qemu.install.UefiFirmware;
import org.multihost.migration.qemu.process.CompanionLaunch;
import org.multihost.migration.qemu.process.QemuLaunch;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.DescriptorMonitor;
import org.multihost.migration.spi.VmSpec;

/**
 * The command line of one QEMU: a pure function of its components.
 *
 * @param installation the program and its accelerator
 * @param title the name shown in the process list: VM, host and run
 * @param machine the virtual hardware
 * @param boot this host's files
 * @param more this host's further arguments
 * @param directory of the sockets that QEMU connects to
 * @param start the first action of QEMU
 */
@API(status = INTERNAL)
public record QemuCommandLine(
    QemuInstallation installation,
    String title,
    QemuMachine machine,
    GuestBoot boot,
    List<String> more,
    RunDirectory directory,
    StartMode start) {

  /** Whether QEMU waits for a migration. */
  public boolean incoming() {
    return start == StartMode.INCOMING;
  }

  /** The socket of the monitor. */
  public static final String QMP = "qmp";

  /** The socket of the first serial port, the console. */
  public static final String CONSOLE = "console";

  /** The socket of the second serial port, the session. */
  public static final String SESSION = "session";

  private static final String CODE = "firmware";
  private static final String VARIABLES = "variables";
  private static final String FLASH = ",pflash0=" + CODE + ",pflash1=" + VARIABLES;

  private static final long MEBIBYTE = 1024 * 1024;
  private static final long RESERVED = 2048 * MEBIBYTE;

  /** Returns all sockets, in the order in which QEMU connects. */
  public static List<String> sockets() {
    return List.of(QMP, CONSOLE, SESSION);
  }

  /**
   * Returns the program and its arguments for a person who wants to watch the VM boot, with its
   * present devices: the terminal is its console and its monitor, and the second port is not
   * connected.
   */
  public List<String> byHand(QemuMachine now) {
    QemuCommandLine line =
        new QemuCommandLine(installation, "by-hand", now, boot, more, directory, StartMode.RUNNING);
    List<String> all = line.withoutPorts();
    boot.firmware().ifPresent(uefi -> addFlash(all, VARIABLES, uefi.variables(), true));
    add(all, "-serial", "mon:stdio", "-serial", "null");
    line.addMore(all);
    return List.copyOf(all);
  }

  /** Returns the files that QEMU writes and the test does not keep, each with its template. */
  public Map<String, Path> copies() {
    return boot.firmware().map(uefi -> Map.of(VARIABLES, uefi.variables().path())).orElse(Map.of());
  }

  /**
   * Returns the start of QEMU and of its companions.
   *
   * @param logs the directory of the logs
   */
  public QemuLaunch launch(VmSpec spec, Path logs) {
    return new QemuLaunch(
        spec.name(),
        directory,
        arguments(),
        sockets(),
        copies(),
        spec.companions().stream().map(each -> launch(spec.name(), each, logs)).toList(),
        logs.resolve(spec.name() + ".qemu.log"));
  }

  private static CompanionLaunch launch(String vm, VmSpec.Companion companion, Path logs) {
    return new CompanionLaunch(
        vm,
        companion.name(),
        companion.command(),
        companion.socket().map(Path::of),
        logs.resolve("%s.companion.%s.log".formatted(vm, companion.name())));
  }

  /** Returns the program and its arguments. */
  public List<String> arguments() {
    List<String> all = withoutPorts();
    boot.firmware()
        .map(uefi -> new UefiFirmware.Image(directory.file(VARIABLES), uefi.variables().format()))
        .ifPresent(copy -> addFlash(all, VARIABLES, copy, false));
    addPorts(all);
    switch (start) {
      case INCOMING, SAVED -> add(all, "-incoming", "defer");
      case PAUSED -> add(all, "-S");
      case RUNNING -> {}
    }
    addMore(all);
    return List.copyOf(all);
  }

  private List<String> withoutPorts() {
    List<String> all = new ArrayList<>(installation.binary().command());
    installation.binary().dataDirectory().ifPresent(data -> add(all, "-L", data.toString()));
    add(all, "-name", "guest=" + escaped(title));
    add(all, "-nodefaults", "-no-user-config", "-display", "none", "-no-shutdown");
    addMachine(all);
    addBoot(all);
    addDevices(all);
    return all;
  }

  private void addMachine(List<String> all) {
    Optional<String> sparse = sparseMemory();
    String options = boot.kernel().isPresent() ? machine.family().optionsForKernel() : "";
    String backend = sparse.map(id -> ",memory-backend=" + id).orElse("");
    String flash = boot.firmware().isPresent() ? FLASH : "";
    add(all, "-machine", machine.type() + options + backend + flash);
    String memory = "memory-backend-ram,id=%s,reserve=off,size=%d";
    sparse.ifPresent(id -> add(all, "-object", memory.formatted(id, machine.memory())));
    if (!Accelerator.isGivenBy(more)) {
      add(all, "-accel", installation.accelerator().word());
    }
    add(all, "-cpu", machine.cpu(), "-smp", Integer.toString(machine.cpus()));
    long size = machine.memory();
    add(all, "-m", size % MEBIBYTE == 0 ? size / MEBIBYTE + "M" : size + "B");
  }

  /**
   * Returns the id of QEMU's own memory if the host reserves none for the guest: the built-in guest
   * touches only a part of it, which may be more than the host has.
   */
  private Optional<String> sparseMemory() {
    return boot.kind() == GuestKind.BUILT_IN && machine.memory() > RESERVED
        ? machine.family().memory()
        : Optional.empty();
  }

  private void addBoot(List<String> all) {
    boot.firmware().ifPresent(uefi -> addFlash(all, CODE, uefi.code(), true));
    boot.kernel().ifPresent(path -> add(all, "-kernel", path.toString()));
    boot.initrd().ifPresent(path -> add(all, "-initrd", path.toString()));
    String cmdline = machine.cmdline();
    if (boot.kernel().isPresent() && cmdline != null) {
      add(all, "-append", cmdline);
    }
  }

  private static void addFlash(
      List<String> all, String node, UefiFirmware.Image image, boolean readOnly) {
    QemuOptions options =
        QemuOptions.of("driver", image.format())
            .with("node-name", node)
            .with("read-only", readOnly)
            .with("file.driver", "file")
            .with("file.filename", image.path());
    add(all, "-blockdev", options.text());
  }

  private void addDevices(List<String> all) {
    machine.family().ports(machine.ports()).forEach(port -> add(all, "-device", port.text()));
    machine.devices().stream()
        .filter(device -> !isPluggedLater(device))
        .forEach(device -> addDevice(all, options(device)));
  }

  /**
   * Returns the options of a device. A disk whose content the source still writes, through QEMU's
   * own server, has to admit another writer until the guest is here; where the source has zeros, it
   * stays without blocks.
   */
  private DeviceOptions options(QemuDevice device) {
    DeviceOptions options = DeviceOptions.of(device, machine.family());
    if (incoming()
        && device instanceof QemuDevice.Disk disk
        && machine.mirroredDisks().contains(disk)) {
      options.devices().get(options.devices().size() - 1).with("share-rw", true);
      options.blockdev().ifPresent(node -> node.with("discard", "unmap"));
    }
    return options;
  }

  /** Whether a device was plugged in, and may need one of the further arguments. */
  private static boolean isPluggedLater(QemuDevice device) {
    return device instanceof QemuDevice.Nic || device instanceof QemuDevice.Custom;
  }

  /**
   * Adds the further arguments, then the devices that were plugged in later. QEMU numbers the
   * states of user-mode networks in the order in which they are created, so the networks that the
   * VM started with must come first on a destination, too. A QEMU that waits for a migration has
   * placeholders, which are removed before it listens.
   */
  private void addMore(List<String> all) {
    all.addAll(more);
    PluggedNetworks.of(machine)
        .options(machine.family(), incoming())
        .forEach(options -> addDevice(all, options));
    machine.devices().stream()
        .filter(QemuDevice.Custom.class::isInstance)
        .forEach(device -> addDevice(all, DeviceOptions.of(device, machine.family())));
  }

  private static void addDevice(List<String> all, DeviceOptions options) {
    options.object().ifPresent(object -> add(all, "-object", object.text()));
    options.blockdev().ifPresent(node -> add(all, "-blockdev", node.text()));
    options.netdev().ifPresent(network -> add(all, "-netdev", network.text()));
    options.devices().forEach(option -> add(all, "-device", option.text()));
  }

  private void addPorts(List<String> all) {
    for (String socket : sockets()) {
      add(all, "-chardev", "socket,id=" + socket + ",path=" + escaped(directory.socket(socket)));
    }
    add(all, "-mon", "chardev=" + QMP + ",mode=control");
    String fds = DescriptorMonitor.SOCKET;
    String path = escaped(directory.socket(fds));
    add(all, "-chardev", "socket,id=" + fds + ",path=" + path + ",server=on,wait=off");
    add(all, "-mon", "chardev=" + fds + ",mode=control");
    add(all, "-serial", "chardev:" + CONSOLE);
    all.addAll(machine.family().secondSerial(SESSION));
  }

  private static String escaped(Path path) {
    return escaped(path.toString());
  }

  /** Escapes a value for QEMU's option lists, which are separated by commas. */
  private static String escaped(String value) {
    return value.replace(",", ",,");
  }

  private static void add(List<String> all, String... arguments) {
    all.addAll(List.of(arguments));
  }
}
