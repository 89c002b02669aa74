package org.multihost.migration.qemu.disk;

import static org.apiguardian.api.API.Status.INTERNAL;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.machine.QemuDevice;
import org.multihost.migration.qemu.machine.QemuMachine;
import org.multihost.migration.qemu.qmp.QmpClient;

/**
 * The sizes of a VM's disks, which the guest has read at its boot: they must be the same on each
 * host. QEMU itself does not compare them.
 */
@API(status = INTERNAL)
public final class DiskSizes {

  private DiskSizes() {}

  /** Returns the sizes that a QEMU sees, by the ids of the disks. */
  public static Map<String, Long> of(QmpClient qmp, QemuMachine machine) {
    Map<String, Long> ofNodes =
        ofNodes(qmp.execute("query-named-block-nodes", Map.of("flat", true)));
    Map<String, Long> sizes = new HashMap<>();
    for (QemuDevice device : machine.devices()) {
      if (device instanceof QemuDevice.Disk disk && ofNodes.containsKey(disk.node())) {
        sizes.put(disk.id(), ofNodes.get(disk.node()));
      }
    }
    return sizes;
  }

  /**
   * Reads QEMU's answer to {@code query-named-block-nodes}: the sizes by the names of the nodes.
   */
  public static Map<String, Long> ofNodes(JsonNode answer) {
    Map<String, Long> sizes = new HashMap<>();
    for (JsonNode node : answer) {
      sizes.put(node.path("node-name").asText(), node.path("image").path("virtual-size").asLong());
    }
    return sizes;
  }

  /**
   * Verifies that the disks of a destination have the sizes of the source's.
   *
   * @param machine as the source describes it, with this host's paths
   * @throws VirtualMachineException if one has another size
   */
  public static void verify(String vm, QmpClient qmp, QemuMachine machine) {
    if (machine.diskSizes().isEmpty()) {
      return;
    }
    Map<String, Long> here = of(qmp, machine);
    for (QemuDevice device : machine.devices()) {
      Long wanted = machine.diskSizes().get(device.id());
      if (device instanceof QemuDevice.Disk disk
          && wanted != null
          && !wanted.equals(here.get(disk.id()))) {
        throw new VirtualMachineException(
            "Virtual machine [%s]: disk [%s] has [%s] bytes on this host, at [%s], and [%s] bytes on the source; all hosts must have the same disk"
                .formatted(vm, disk.id(), here.get(disk.id()), disk.image().path(), wanted));
      }
    }
  }
}
