package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.Meetings;
import org.multihost.migration.internal.time.DaemonThread;

/** A host that comes through a tunnel, as {@code ssh -L} makes one. */
@Timeout(60)
final class TunnelTests {

  @Test
  void aHostMeetsTheOthersThroughATunnelOnly() throws IOException {
    try (HazelcastTestRun run = new HazelcastTestRun();
        Tunnel tunnel = new Tunnel(run.coordinator.address());
        HostConnection source = run.join("source");
        HostConnection destination = Connections.connect(through(tunnel));
        Meetings meetings = Meetings.of(source, destination)) {
      assertThat(meetings.end()).isPositive();
      assertThat(run.coordinator.member().getClientService().getConnectedClients())
          .extracting(Client::getSocketAddress)
          .hasSize(1)
          .allMatch(tunnel.ends::contains);
    }
  }

  private static ConnectionSettings through(Tunnel tunnel) {
    return new ConnectionSettings(
        "destination",
        ChildProcess.loopback(tunnel.entrance.getLocalPort()),
        HazelcastTestRun.SECRET,
        "Host [source]",
        Duration.ofSeconds(20),
        HazelcastTestRun.SILENCE,
        notice -> {});
  }

  private static final class Tunnel implements AutoCloseable {

    public final List<InetSocketAddress> ends = new CopyOnWriteArrayList<>();
    final ServerSocket entrance = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();
    private final InetSocketAddress exit;

    Tunnel(InetSocketAddress exit) throws IOException {
      this.exit = exit;
      DaemonThread.named("tunnel", this::serve).start();
    }

    private void serve() {
      try {
        while (true) {
          Socket near = entrance.accept();
          Socket far = new Socket(exit.getAddress(), exit.getPort());
          ends.add((InetSocketAddress) far.getLocalSocketAddress());
          open.addAll(List.of(near, far));
          DaemonThread.named("tunnel-in", () -> carry(near, far)).start();
          DaemonThread.named("tunnel-out", () -> carry(far, near)).start();
        }
      } catch (IOException closed) {
        // at the end of the test
      }
    }

    private static void carry(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException closed) {
        // by one of the ends
      }
    }

    @Override
    public void close() throws IOException {
      entrance.close();
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
