package org.multihost.migration.qemu.machine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpException;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.qemu.qmp.QmpTimeoutException;

/**
 * The ports and drives of a running QEMU: devices with their backends, and media, go in and out of
 * them.
 *
 * @param vm the VM's name
 * @param qmp its monitor
 */
record DevicePlugs(String vm, QmpClient qmp) {

  /** The properties with the place of a device on its bus. */
  private static final List<String> PLACES = List.of("addr", "slot", "nr", "scsi-id", "lun");

  private static final String USB_DEVICE = "Device .*, Port ([^,]+), .*, ID: %s\\s*$";

  /** The number of this feature of vhost-user among unnamed ones. */
  private static final long DEVICE_STATE = 1L << 19;

  /** QEMU's own words for the state that it cannot send. */
  private static final String KEPT =
      "Back-end of virtio-user-fs device %s does not support migration through qemu";

  private static final Duration FOR_GUEST = Duration.ofSeconds(60);

  /**
   * Plugs a device in, and returns it with its place; if QEMU refuses it, its backend is removed
   * again.
   */
  QemuDevice plug(QemuDevice device, MachineFamily family) {
    DeviceOptions options = DeviceOptions.of(device, family);
    options.object().ifPresent(object -> qmp.execute("object-add", object.map()));
    options.blockdev().ifPresent(node -> qmp.execute("blockdev-add", node.map()));
    try {
      options.netdev().ifPresent(network -> qmp.execute("netdev_add", network.map()));
      options.devices().forEach(option -> qmp.execute("device_add", option.map()));
    } catch (QmpException refused) {
      removeBackendAfter(refused, device);
      throw refused;
    }
    return device instanceof QemuDevice.Custom custom ? placed(custom) : device;
  }

  /**
   * Returns a device with the place that QEMU has chosen for it: at the destination it would choose
   * another one if a device has left in the meantime.
   */
  private QemuDevice placed(QemuDevice.Custom device) {
    Map<String, Object> options = new HashMap<>(device.options());
    Set<String> properties = properties(device.driver());
    for (String place : PLACES) {
      boolean open = device.port() == null && !options.containsKey(place);
      if (open && properties.contains(place)) {
        JsonNode value = property(device.id(), place);
        options.put(place, value.isNumber() ? (Object) value.asLong() : value.asText());
      }
    }
    if (properties.containsAll(Set.of("port", "msos-desc"))) {
      usbPort(device.id()).ifPresent(port -> options.putIfAbsent("port", port));
    }
    return new QemuDevice.Custom(device.id(), device.driver(), options, device.port());
  }

  private JsonNode property(String id, String name) {
    return qmp.execute("qom-get", Map.of("path", "/machine/peripheral/" + id, "property", name));
  }

  /* QEMU has it in this table only. */
  private Optional<String> usbPort(String id) {
    String table =
        qmp.execute("human-monitor-command", Map.of("command-line", "info usb")).asText();
    return Pattern.compile(USB_DEVICE.formatted(Pattern.quote(id)), Pattern.MULTILINE)
        .matcher(table)
        .results()
        .map(line -> line.group(1))
        .findFirst();
  }

  /** Returns the names of the properties of a driver. */
  Set<String> properties(String driver) {
    JsonNode all = qmp.execute("device-list-properties", Map.of("typename", driver));
    return Set.copyOf(all.findValuesAsText("name"));
  }

  /** Requests the guest to release a device, waits until it has, and removes the backend. */
  void unplug(QemuDevice device) {
    String id = device.id();
    String plug = DiskOptions.plug(device);
    try (QmpSubscription events = qmp.subscribe(event -> isDetachmentOf(plug, event))) {
      qmp.execute("device_del", Map.of("id", plug));
      if (!events.take(FOR_GUEST, "the guest to release " + id).name().equals("DEVICE_DELETED")) {
        throw failure("the guest refuses to release [%s]", id);
      }
    } catch (QmpTimeoutException late) {
      throw failure(
          "the guest did not release [%s] within %s s; has it booted, and does it support hot-plug? The built-in guest does not; guest = Guest.LINUX does",
          id, FOR_GUEST.toSeconds());
    }
    removeBackend(device);
  }

  /**
   * Returns the reasons for which the VM cannot migrate. QEMU from 9.0 on has one of them only at
   * the end of a migration: the program that serves a shared directory cannot send its state.
   */
  List<String> reasonsAgainstMigration() {
    List<String> reasons = new ArrayList<>();
    qmp.execute("query-migrate")
        .path("blocked-reasons")
        .forEach(each -> reasons.add(each.asText()));
    if (reasons.isEmpty()) {
      virtioDevices()
          .filter(this::keepsItsState)
          .forEach(path -> reasons.add(KEPT.formatted(path)));
    }
    return reasons;
  }

  private Stream<String> virtioDevices() {
    try {
      return StreamSupport.stream(qmp.execute("x-query-virtio").spliterator(), false)
          .filter(device -> device.path("name").asText().equals("virtio-user-fs"))
          .map(device -> device.path("path").asText());
    } catch (QmpCommandException unknown) {
      return Stream.of(); // before QEMU 7.2
    }
  }

  /** Only of a device that the guest's driver has started does QEMU know that. */
  private boolean keepsItsState(String path) {
    JsonNode status = qmp.execute("x-query-virtio-status", Map.of("path", path));
    JsonNode features = status.path("vhost-dev").path("protocol-features");
    boolean unnamed = (features.path("unknown-protocols").asLong() & DEVICE_STATE) != 0;
    return !features.isMissingNode()
        && !unnamed
        && !features.path("protocols").toString().contains("PROTOCOL_F_DEVICE_STATE");
  }

  /** Opens a tray and removes the medium; returns whether there was one. */
  boolean emptyDrive(String drive, boolean force) {
    if (!force && isLocked(drive)) {
      throw failure(
          "the guest has locked drive [%s]; unmount its medium there, or eject it by force", drive);
    }
    JsonNode medium = state(drive).path("inserted").path("node-name");
    qmp.execute("blockdev-open-tray", Map.of("id", drive, "force", force));
    if (medium.isTextual()) {
      qmp.execute("blockdev-remove-medium", Map.of("id", drive));
      qmp.execute("blockdev-del", Map.of("node-name", medium.asText()));
    }
    return medium.isTextual();
  }

  /**
   * Inserts a medium into an empty drive, whose tray stays open.
   *
   * @param node the name for its block node
   */
  void insert(String drive, String node, DiskImage image, boolean readOnly) {
    qmp.execute("blockdev-add", DeviceOptions.node(node, image, readOnly).map());
    try {
      qmp.execute("blockdev-insert-medium", Map.of("id", drive, "node-name", node));
    } catch (QmpException refused) {
      deleteNodeAfter(refused, node);
      throw refused;
    }
  }

  private void deleteNodeAfter(QmpException failure, String node) {
    try {
      qmp.execute("blockdev-del", Map.of("node-name", node));
    } catch (QmpException further) {
      failure.addSuppressed(further);
    }
  }

  void closeTray(String drive) {
    qmp.execute("blockdev-close-tray", Map.of("id", drive));
  }

  boolean isTrayOpen(String drive) {
    return state(drive).path("tray_open").asBoolean();
  }

  boolean isLocked(String drive) {
    return state(drive).path("locked").asBoolean();
  }

  private JsonNode state(String drive) {
    for (JsonNode block : qmp.execute("query-block")) {
      if (block.path("qdev").asText().equals(drive)) {
        return block;
      }
    }
    throw failure("QEMU does not know drive [%s]", drive);
  }

  private static boolean isDetachmentOf(String id, QmpEvent event) {
    return (event.name().equals("DEVICE_DELETED")
            || event.name().equals("DEVICE_UNPLUG_GUEST_ERROR"))
        && event.text("device").filter(id::equals).isPresent();
  }

  private void removeBackend(QemuDevice device) {
    if (device instanceof QemuDevice.Custom) {
      return;
    }
    if (device instanceof QemuDevice.Nic) {
      qmp.execute("netdev_del", Map.of("id", DeviceOptions.network(device.id())));
    } else {
      qmp.execute("blockdev-del", Map.of("node-name", DeviceOptions.node(device.id())));
      DiskOptions.thread(device)
          .ifPresent(thread -> qmp.execute("object-del", Map.of("id", thread)));
    }
  }

  private void removeBackendAfter(QmpException failure, QemuDevice device) {
    try {
      removeBackend(device);
    } catch (QmpException further) {
      failure.addSuppressed(further);
    }
  }

  private VirtualMachineException failure(String text, Object... facts) {
    return new VirtualMachineException(
        "Virtual machine [%s]: %s".formatted(vm, text.formatted(facts)));
  }
}
