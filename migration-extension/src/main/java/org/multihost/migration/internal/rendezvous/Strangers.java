package org.multihost.migration.internal.rendezvous;

import com.hazelcast.client.Client;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.server.Server;
import com.hazelcast.internal.server.ServerConnection;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The end of connections to the coordinator whose other side does not show in time that it knows
 * the run's secret.
 *
 * <p>Hazelcast keeps such a connection until the other side closes it, and tells nobody of it: so
 * that it is looked for, each second.
 */
final class Strangers implements AutoCloseable {

  static final int PATIENCE_TICKS = 5;

  private final HazelcastInstance hazelcast;
  private final Server server;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> Threads.daemon(task, "strangers"));
  private Map<ServerConnection, Integer> seen = Map.of(); // confined to the timer's thread

  private Strangers(HazelcastInstance hazelcast, Server server) {
    this.hazelcast = hazelcast;
    this.server = server;
  }

  /** Starts to look for those who come to a member. */
  static Strangers turnAway(HazelcastInstance member) {
    Server server = ((HazelcastInstanceProxy) member).getOriginal().node.getServer();
    Strangers strangers = new Strangers(member, server);
    strangers.timer.scheduleWithFixedDelay(strangers::tick, 1, 1, TimeUnit.SECONDS);
    return strangers;
  }

  private void tick() {
    Set<SocketAddress> known =
        hazelcast.getClientService().getConnectedClients().stream()
            .map(Client::getSocketAddress)
            .collect(Collectors.toSet());
    Map<ServerConnection, Integer> still = new HashMap<>();
    for (ServerConnection connection : server.getConnections()) {
      if (!known.contains(connection.getRemoteSocketAddress())) {
        int ticks = seen.getOrDefault(connection, 0) + 1;
        still.put(connection, ticks);
        if (ticks > PATIENCE_TICKS) {
          connection.close("It has not shown that it knows the run's secret", null);
        }
      }
    }
    seen = still;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
