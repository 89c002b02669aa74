package org.multihost.migration.qemu.process;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;

/** A JVM that listens on a Unix-domain socket, accepts nothing, and waits to be ended. */
final class ListensTestCase {

  private ListensTestCase() {}

  public static void main(String[] arguments) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(arguments[0]));
      new CountDownLatch(1).await();
    }
  }
}
