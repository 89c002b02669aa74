package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.client.Client;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.server.Server;
import com.hazelcast.internal.server.ServerConnection;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
  private Map<ServerConnection, Integer> seen = Map.of();

  UnauthenticatedConnections(HazelcastInstance member) {
    this.hazelcast = member;
    this.server = ((HazelcastInstanceProxy) member).getOriginal().node.getServer();
  }

  /** Closes each connection that it has seen unauthenticated more than five times. */
  void look() {
    Set<SocketAddress> known =
        hazelcast.getClientService().getConnectedClients().stream()
            .map(Client::getSocketAddress)
            .collect(Collectors.toSet());
    Map<ServerConnection, Integer> still = new HashMap<>();
    for (ServerConnection connection : server.getConnections()) {
      if (!known.contains(connection.getRemoteSocketAddress())) {
        int times = seen.getOrDefault(connection, 0) + 1;
        still.put(connection, times);
        if (times > PATIENCE) {
          connection.close("It has not shown that it knows the run's secret", null);
        }
      }
    }
    seen = still;
  }
}
