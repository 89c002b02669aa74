package org.multihost.migration.qemu;

import java.util.List;
import java.util.stream.Stream;
import org.multihost.migration.qemu.machine.QemuDevices;

/** The parts of a VM that its handle serves to tests. */
record ServedParts(String vm, QemuConnections connections, QemuDevices devices) {

  private List<Object> all() {
    return Stream.concat(
            Stream.of(connections.qmp(), devices, connections.process(), connections.companions()),
            connections.builtin().stream())
        .toList();
  }

  <T> T as(Class<T> type) {
    return all().stream()
        .filter(type::isInstance)
        .findFirst()
        .map(type::cast)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Virtual machine [%s] has no [%s]; unwrap serves %s"
                        .formatted(
                            vm,
                            type.getName(),
                            all().stream().map(each -> each.getClass().getName()).toList())));
  }
}
