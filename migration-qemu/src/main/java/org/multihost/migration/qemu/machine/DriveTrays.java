package org.multihost.migration.qemu.machine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpException;

/**
 * The drives of a running QEMU whose media can be changed.
 *
 * @param vm the VM's name
 * @param qmp its monitor
 */
record DriveTrays(String vm, QmpClient qmp) {

  /** Opens a tray and removes the medium; returns whether there was one. */
  boolean empty(String drive, boolean force) {
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
      deleteAfter(refused, node);
      throw refused;
    }
  }

  private void deleteAfter(QmpException failure, String node) {
    try {
      qmp.execute("blockdev-del", Map.of("node-name", node));
    } catch (QmpException further) {
      failure.addSuppressed(further);
    }
  }

  void close(String drive) {
    qmp.execute("blockdev-close-tray", Map.of("id", drive));
  }

  boolean isOpen(String drive) {
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

  private VirtualMachineException failure(String text, Object... facts) {
    return new VirtualMachineException(
        "Virtual machine [%s]: %s".formatted(vm, text.formatted(facts)));
  }
}
