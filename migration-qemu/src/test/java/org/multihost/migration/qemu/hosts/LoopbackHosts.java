package org.multihost.migration.qemu.hosts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** Two hosts with loopback addresses of their own, each to be started as a person does. */
public record LoopbackHosts(HostLaunch source, HostLaunch destination) {

  /** The coordinator's port is a free one. */
  public static LoopbackHosts in(Path directory) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String hosts = "source=127.0.0.1:" + free.getLocalPort() + ",destination=127.0.0.2";
      return new LoopbackHosts(
          HostLaunch.of("source", hosts, directory),
          HostLaunch.of("destination", hosts, directory));
    }
  }
}
