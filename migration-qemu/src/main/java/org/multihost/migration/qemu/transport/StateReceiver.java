package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * Receives the state of a machine into a file. A program that QEMU starts for that would still be
 * writing when QEMU says that it is done; here it is known when the file is whole.
 */
public final class StateReceiver implements AutoCloseable {

  private final ServerSocketChannel door;
  private final Path socket;
  private final CompletableFuture<Void> whole = new CompletableFuture<>();

  private StateReceiver(ServerSocketChannel door, Path socket) {
    this.door = door;
    this.socket = socket;
  }

  /**
   * Listens.
   *
   * @param socket does not exist yet
   * @param file does not exist yet
   */
  public static StateReceiver open(Path socket, Path file) throws IOException {
    ServerSocketChannel door =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(socket));
    StateReceiver receiver = new StateReceiver(door, socket);
    Thread thread = new Thread(() -> receiver.receive(file), "state-receiver");
    thread.setDaemon(true);
    thread.start();
    return receiver;
  }

  /** What QEMU is to be told. */
  public MigrationEndpoint endpoint() {
    return new MigrationEndpoint("unix:" + socket);
  }

  /** Completes when QEMU has closed the connection and all it has sent is in the file. */
  public CompletionStage<Void> whole() {
    return whole.minimalCompletionStage();
  }

  private void receive(Path file) {
    try (SocketChannel channel = door.accept()) {
      Files.copy(Channels.newInputStream(channel), file);
      whole.complete(null);
    } catch (IOException failed) {
      whole.completeExceptionally(failed);
    }
  }

  /** Ends it if QEMU has not come yet. */
  @Override
  public void close() throws IOException {
    door.close();
    Files.deleteIfExists(socket);
  }
}
