package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.time.Time;

/** A {@link Lane} on a board. */
final class ClientLane implements Lane {

  private static final Duration STORING = Duration.ofSeconds(30);

  private final ClientConnection connection;
  private final String scope;
  private final String name;
  private final Set<String> published = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> exchanges = new ConcurrentHashMap<>();

  ClientLane(ClientConnection connection, String scope, String name) {
    this.connection = connection;
    this.scope = scope;
    this.name = name;
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
    if (!published.add(value)) {
      throw twice(value);
    }
    CompletionStage<Boolean> fresh = connection.board().put(key(value), json);
    if (!connection.waits().done(fresh, STORING)) {
      IllegalStateException refusal = twice(value);
      ClientClass.post(connection, scope, "publishing [" + value + "]", refusal);
      throw refusal;
    }
  }

  private static IllegalStateException twice(String value) {
    return new IllegalStateException(
        "Value [" + value + "] is published twice in one lane; each name may be published once");
  }

  @Override
  public String await(String value, Duration timeout) {
    return await(name, value, timeout);
  }

  @Override
  public String awaitOfTest(String value, Duration timeout) {
    return await(Barrier.OF_TEST, value, timeout);
  }

  @Override
  public String awaitBeside(String value, Duration timeout) {
    return await(Barrier.BESIDE, value, timeout);
  }

  private String await(String lane, String value, Duration timeout) {
    return connection
        .waits()
        .value(
            new Command.AwaitValue(connection.self(), connection.ticket(), scope, lane, value),
            key(value),
            timeout);
  }

  @Override
  public Map<String, String> exchange(
      String exchange, String plan, String json, List<String> hosts, Duration timeout) {
    Time time = connection.watch().time();
    long start = time.nanos();
    int turn = exchanges.merge(exchange + hosts, 1, Integer::sum);
    String prefix = "exchange/" + exchange + "/" + turn + "/";
    connection.waits().done(connection.board().put(key(prefix + connection.self()), json), timeout);
    barrier(exchange, plan, hosts, timeout.minus(time.since(start)));
    Map<String, String> values = new LinkedHashMap<>();
    for (String host : hosts) {
      values.put(host, await(prefix + host, timeout));
    }
    return values;
  }

  @Override
  public void close() {
    if (!name.equals(Barrier.MAIN)) {
      connection.board().postLater(new Command.CloseLane(connection.self(), scope, name));
    }
  }

  private String key(String value) {
    return scope + "/" + name + "/" + value;
  }
}
