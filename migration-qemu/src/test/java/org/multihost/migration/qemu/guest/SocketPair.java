package org.multihost.migration.qemu.guest;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two connected channels: the host's end of a serial port, and the guest's. */
public record SocketPair(SocketChannel host, SocketChannel guest) {

  public static SocketPair create() throws IOException {
    Path directory = Files.createTempDirectory("mh");
    Path path = directory.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      SocketChannel guest = SocketChannel.open(UnixDomainSocketAddress.of(path));
      return new SocketPair(server.accept(), guest);
    } finally {
      Files.deleteIfExists(path);
      Files.delete(directory);
    }
  }
}
