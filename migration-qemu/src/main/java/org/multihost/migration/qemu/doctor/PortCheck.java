package org.multihost.migration.qemu.doctor;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.multihost.migration.spi.text.PortRange;

/**
 * The check of ports that a host listens on.
 *
 * @param setting the setting that changes them
 */
record PortCheck(String name, PortRange ports, String setting, String use) implements Check {

  static PortCheck ofCoordinator(int port) {
    return new PortCheck(
        "run port",
        new PortRange(port, port),
        "multihost.port",
        "runs on several hosts: the first one listens on it");
  }

  static PortCheck ofMigrations(PortRange ports) {
    return new PortCheck(
        "stream ports",
        ports,
        "multihost.migration.ports",
        "migrations over tcp, fd and rdma: the destination listens on one");
  }

  @Override
  public Finding run() {
    if (ports.isAny()) {
      return Finding.ok(name, "any free one; [%s] names a range".formatted(setting), use);
    }
    long all = ports.last() - ports.first() + 1L;
    long free = IntStream.rangeClosed(ports.first(), ports.last()).filter(this::isFree).count();
    String detail =
        all == 1
            ? "%d is %s".formatted(ports.first(), free == 1 ? "free" : "in use")
            : "%d of %s are free".formatted(free, ports);
    return free > 0
        ? Finding.ok(name, detail, use)
        : Finding.of(
            name, Finding.State.LIMITED, detail, use, "Set [%s] to others".formatted(setting));
  }

  private boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException inUse) {
      return false;
    }
  }
}
