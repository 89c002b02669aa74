package org.multihost.migration.qemu.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The check of devices for RDMA.
 *
 * @param devices the kernel's directory of them
 */
record RdmaCheck(Path devices) implements Check {

  private static final String NAME = "RDMA";
  private static final String USE = "migrations with the transport rdma";

  static RdmaCheck ofHost() {
    return new RdmaCheck(Path.of("/sys/class/infiniband"));
  }

  @Override
  public Finding run() {
    try (Stream<Path> found = Files.list(devices)) {
      var names = found.map(device -> device.getFileName().toString()).sorted().toList();
      return names.isEmpty() ? missing() : Finding.ok(NAME, String.join(", ", names), USE);
    } catch (IOException noDirectory) {
      return missing();
    }
  }

  private Finding missing() {
    return Finding.of(
        NAME,
        Finding.State.MISSING,
        "no device in [" + devices + "]",
        USE,
        "Use a network card with RDMA, or the kernel's software device, as root: [rdma link add rxe0 type rxe netdev eth0]");
  }
}
