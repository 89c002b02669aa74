package org.multihost.migration.qemu.transport;

import static org.apiguardian.api.API.Status.INTERNAL;

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
import org.apiguardian.api.API;
import org.multihost.migration.qemu.process.DaemonThread;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * A receiver that writes a VM's state into a file, and reports when the file is complete. A program
 * that QEMU starts for this purpose could still be writing when QEMU reports the end.
 */
@API(status = INTERNAL)
public final class StateReceiver implements AutoCloseable {

  private final ServerSocketChannel door;
  private final Path socket;
  private final CompletableFuture<Void> whole = new CompletableFuture<>();

  private StateReceiver(ServerSocketChannel door, Path socket) {
    this.door = door;
    this.socket = socket;
  }

  /**
   * Starts to listen.
   *
   * @param socket does not exist yet
   * @param file does not exist yet
   */
  public static StateReceiver open(Path socket, Path file) throws IOException {
    ServerSocketChannel door =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(socket));
    StateReceiver receiver = new StateReceiver(door, socket);
    DaemonThread.named("state-receiver", () -> receiver.receive(file)).start();
    return receiver;
  }

  /** Returns the endpoint for QEMU. */
  public MigrationEndpoint endpoint() {
    return new MigrationEndpoint("unix:" + socket);
  }

  /** Completes when QEMU has closed the connection and the file has all data. */
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

  /** Ends the receiver if QEMU has not connected yet. */
  @Override
  public void close() throws IOException {
    door.close();
    Files.deleteIfExists(socket);
  }
}
