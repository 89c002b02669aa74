package org.multihost.migration.qemu.mirror;

import static org.apiguardian.api.API.Status.INTERNAL;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.machine.QemuDevice;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.qemu.qmp.QmpClient;

/** The sizes of QEMU's block nodes as a guest sees them, in bytes, by the names of the nodes. */
@API(status = INTERNAL)
public final class DiskSizes {

  private DiskSizes() {}

  /** Returns the machine with the sizes of the disks that a destination has to make for itself. */
  public static QemuMachine measured(QemuMachine machine, QmpClient qmp) {
    if (machine.mirrored() == null) {
      return machine;
    }
    Map<String, Long> all = of(qmp.execute("query-named-block-nodes", Map.of("flat", true)));
    Map<String, Long> sizes = new HashMap<>();
    for (QemuDevice.Disk disk : machine.writableDisks()) {
      sizes.put(disk.id(), Objects.requireNonNull(all.get(disk.node()), disk::node));
    }
    return machine.mirroring(sizes);
  }

  /** Reads the answer to {@code query-named-block-nodes}. */
  static Map<String, Long> of(JsonNode answer) {
    Map<String, Long> sizes = new HashMap<>();
    for (JsonNode node : answer) {
      sizes.put(node.path("node-name").asText(), node.path("image").path("virtual-size").asLong());
    }
    return sizes;
  }
}
