package org.multihost.migration.qemu.machine;

import java.time.Duration;
import java.util.Map;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpException;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.qemu.qmp.QmpTimeoutException;

/**
 * The ports of a running QEMU: devices with their backends go in and out of them.
 *
 * @param vm the VM's name
 * @param qmp its monitor
 */
record DevicePlugs(String vm, QmpClient qmp) {

  private static final Duration FOR_GUEST = Duration.ofSeconds(60);

  /** Plugs a device in; if QEMU refuses it, its backend is removed again. */
  void plug(QemuDevice device, MachineFamily family) {
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

  void deleteNodeAfter(QmpException failure, String node) {
    try {
      qmp.execute("blockdev-del", Map.of("node-name", node));
    } catch (QmpException further) {
      failure.addSuppressed(further);
    }
  }

  private static boolean isDetachmentOf(String id, QmpEvent event) {
    return (event.name().equals("DEVICE_DELETED")
            || event.name().equals("DEVICE_UNPLUG_GUEST_ERROR"))
        && event.text("device").filter(id::equals).isPresent();
  }

  private void removeBackend(QemuDevice device) {
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
