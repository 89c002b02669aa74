package org.multihost.migration.qemu;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.multihost.migration.spi.MigrationEndpoint;

/** A connection that carries what the source sends, and nothing of what the destination answers. */
final class OneWayProxy implements AutoCloseable {

  private final ServerSocket door;
  private final CompletableFuture<Socket> source = new CompletableFuture<>();

  private OneWayProxy(ServerSocket door) {
    this.door = door;
  }

  public static OneWayProxy to(MigrationEndpoint destination) throws IOException {
    OneWayProxy proxy = new OneWayProxy(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(() -> proxy.carry(destination), "one-way-proxy");
    thread.setDaemon(true);
    thread.start();
    return proxy;
  }

  private void carry(MigrationEndpoint destination) {
    try (Socket to = new Socket(destination.host(), destination.port().orElseThrow())) {
      Socket from = door.accept();
      source.complete(from);
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      source.completeExceptionally(cut);
    }
  }

  public MigrationEndpoint endpoint() {
    return MigrationEndpoint.tcp("127.0.0.1", door.getLocalPort());
  }

  void cutSource() throws IOException, InterruptedException, ExecutionException {
    source.get().close();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
