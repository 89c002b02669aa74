package org.multihost.migration.qemu.transport;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apiguardian.api.API;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * The source's end of a migration stream, to be closed after the migration.
 *
 * @param accepted completes when QEMU has accepted the command; exceptionally if it refuses, or if
 *     the stream cannot be opened
 */
@API(status = INTERNAL)
public record OutgoingStream(CompletionStage<?> accepted, Runnable release)
    implements AutoCloseable {

  private static final String DESCRIPTOR = "fd:";
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Returns the endpoint of a destination that receives for a descriptor. */
  static MigrationEndpoint toDescriptor(String address, int port) {
    return new MigrationEndpoint(DESCRIPTOR + MigrationEndpoint.tcp(address, port).uri());
  }

  /** Makes QEMU start its migration. */
  public static OutgoingStream start(
      String vm, QmpClient qmp, RunDirectory directory, MigrationEndpoint endpoint) {
    if (endpoint.uri().startsWith(DESCRIPTOR)) {
      return throughDescriptor(vm, directory, endpoint);
    }
    return FileUri.of(endpoint)
        .map(file -> throughFile(vm, file, qmp))
        .orElseGet(() -> to(endpoint.uri(), qmp));
  }

  private static OutgoingStream to(String uri, QmpClient qmp) {
    return new OutgoingStream(qmp.send("migrate", Map.of("uri", uri)), () -> {});
  }

  private static OutgoingStream throughFile(String vm, FileUri file, QmpClient qmp) {
    file.create();
    try {
      file.verifyDirectIo(vm, qmp, StandardOpenOption.WRITE);
    } catch (VirtualMachineException impossible) {
      return new OutgoingStream(CompletableFuture.failedStage(impossible), () -> {});
    }
    return to(file.writtenBy(qmp), qmp);
  }

  private static OutgoingStream throughDescriptor(
      String vm, RunDirectory directory, MigrationEndpoint endpoint) {
    MigrationEndpoint tcp = new MigrationEndpoint(endpoint.uri().substring(DESCRIPTOR.length()));
    DescriptorStream stream;
    try {
      stream = DescriptorStream.open(vm, directory);
    } catch (IOException failed) {
      throw impossible(vm, tcp, failed);
    }
    try {
      stream.join(connected(tcp));
      stream.command("migrate");
      return new OutgoingStream(CompletableFuture.completedStage("taken"), stream::release);
    } catch (QmpCommandException refused) {
      return refused(stream, refused);
    } catch (IOException failed) {
      return refused(stream, impossible(vm, tcp, failed));
    } catch (RuntimeException failed) {
      stream.close();
      throw failed;
    }
  }

  private static VirtualMachineException impossible(
      String vm, MigrationEndpoint tcp, IOException reason) {
    return new VirtualMachineException(
        "Virtual machine [%s] cannot migrate through a descriptor to [%s]: %s"
            .formatted(vm, tcp.uri(), reason),
        reason);
  }

  /** As with the other transports, a destination that refuses is a failed migration. */
  private static OutgoingStream refused(DescriptorStream stream, RuntimeException reason) {
    stream.close();
    return new OutgoingStream(CompletableFuture.failedStage(reason), () -> {});
  }

  private static SocketChannel connected(MigrationEndpoint tcp) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel
          .socket()
          .connect(
              new InetSocketAddress(tcp.host(), tcp.port().orElseThrow()),
              Math.toIntExact(CONNECT.toMillis()));
      return channel;
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  @Override
  public void close() {
    release.run();
  }
}
