package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.client.Client;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.server.Server;
import com.hazelcast.internal.server.ServerConnection;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The closing of connections to the coordinator whose other side does not prove in time that it has
 * the run's secret.
 *
 * <p>Hazelcast keeps such a connection until the other side closes it, and raises no event for it.
 * A {@link RepeatedCheck} therefore looks for them. Used by one thread.
 */
final class UnauthenticatedConnections {

  static final int PATIENCE = 5;

  private final HazelcastInstance hazelcast;
  private final Server server;
  private final Consumer<String> turnedAway;
  private Map<ServerConnection, Integer> seen = Map.of();

  /**
   * @param turnedAway receives the address of the other side of each connection that is closed
   */
  UnauthenticatedConnections(HazelcastInstance member, Consumer<String> turnedAway) {
    this.hazelcast = member;
    this.turnedAway = turnedAway;
    this.server = ((HazelcastInstanceProxy) member).getOriginal().node.getServer();
  }

  private static String address(ServerConnection connection) {
    InetAddress other = connection.getInetAddress();
    return other == null ? "unknown" : other.getHostAddress();
  }

  private List<ServerConnection> unknown() {
    Set<SocketAddress> known =
        hazelcast.getClientService().getConnectedClients().stream()
            .map(Client::getSocketAddress)
            .collect(Collectors.toSet());
    return server.getConnections().stream()
        .filter(each -> !known.contains(each.getRemoteSocketAddress()))
        .toList();
  }

  /** Closes each connection that it has seen unauthenticated more than five times. */
  void look() {
    Map<ServerConnection, Integer> still = new HashMap<>();
    for (ServerConnection connection : unknown()) {
      int times = seen.getOrDefault(connection, 0) + 1;
      still.put(connection, times);
      if (times > PATIENCE) {
        turnedAway.accept(address(connection));
        connection.close("It has not shown that it knows the run's secret", null);
      }
    }
    seen = still;
  }
}
