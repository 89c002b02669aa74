package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.time.Time;

/**
 * A {@link Lane} on a board.
 *
 * @param name the lane of its barriers and values
 * @param thread the lane of this host's threads that use it: the same one, or {@link
 *     Barrier#BESIDE}
 * @param exchanges the number of exchanges so far, by name and hosts
 */
record ClientLane(
    ClientConnection connection,
    String scope,
    String name,
    String thread,
    ClientValues values,
    Map<String, Integer> exchanges)
    implements Lane {

  static ClientLane of(ClientConnection connection, String scope, String name) {
    ClientValues values = new ClientValues(connection, scope, name);
    return new ClientLane(connection, scope, name, name, values, new ConcurrentHashMap<>());
  }

  /** Returns this lane for threads beside the one that serves it. */
  ClientLane beside() {
    return new ClientLane(connection, scope, name, Barrier.BESIDE, values, exchanges);
  }

  @Override
  public void barrier(String barrier, String plan, List<String> hosts, Duration timeout) {
    String self = connection.self();
    if (!hosts.contains(self)) {
      throw new IllegalArgumentException(
          "Host [" + self + "] is none of those that meet at barrier [" + barrier + "]: " + hosts);
    }
    connection
        .waits()
        .meet(
            Kind.INSIDE,
            new Command.Arrive(self, connection.ticket(), scope, thread, barrier, plan, hosts),
            timeout);
  }

  @Override
  public void publish(String value, String json) {
    values.publish(value, json);
  }

  @Override
  public String await(String value, Duration timeout) {
    return values.await(value, timeout);
  }

  @Override
  public Map<String, String> exchange(
      String exchange, String plan, String json, List<String> hosts, Duration timeout) {
    Time time = connection.watch().time();
    long start = time.nanos();
    int turn = exchanges.merge(exchange + hosts, 1, Integer::sum);
    String prefix = "exchange/" + exchange + "/" + turn + "/";
    connection.waits().done(values.put(prefix + connection.self(), json), timeout);
    barrier(exchange, plan, hosts, timeout.minus(time.since(start)));
    Map<String, String> all = new LinkedHashMap<>();
    for (String host : hosts) {
      all.put(host, await(prefix + host, timeout));
    }
    return all;
  }

  @Override
  public void close() {
    if (!name.equals(Barrier.MAIN)) {
      connection.board().postLater(new Command.CloseLane(connection.self(), scope, name));
    }
  }
}
