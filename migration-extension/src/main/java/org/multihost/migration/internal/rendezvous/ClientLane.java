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

/** A {@link Lane} on a board. */
final class ClientLane implements Lane {

  private final ClientConnection connection;
  private final String scope;
  private final String name;
  private final ClientValues values;
  private final Map<String, Integer> exchanges = new ConcurrentHashMap<>();

  ClientLane(ClientConnection connection, String scope, String name) {
    this.connection = connection;
    this.scope = scope;
    this.name = name;
    this.values = new ClientValues(connection, scope, name);
  }

  @Override
  public String name() {
    return name;
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
            new Command.Arrive(self, connection.ticket(), scope, name, barrier, plan, hosts),
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
