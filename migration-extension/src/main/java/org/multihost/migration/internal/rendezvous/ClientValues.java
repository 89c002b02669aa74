package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Command;

/** The values of one lane, or {@link TestValues}, on a board. */
final class ClientValues implements TestValues {

  private static final Duration STORING = Duration.ofSeconds(30);

  private final ClientConnection connection;
  private final String scope;
  private final String lane;
  private final Set<String> published = ConcurrentHashMap.newKeySet();

  ClientValues(ClientConnection connection, String scope, String lane) {
    this.connection = connection;
    this.scope = scope;
    this.lane = lane;
  }

  @Override
  public void publish(String name, String json) {
    if (!published.add(name)) {
      throw twice(name);
    }
    if (!connection.waits().done(put(name, json), STORING)) {
      IllegalStateException refusal = twice(name);
      ClientClass.post(connection, scope, "publishing [" + name + "]", refusal);
      throw refusal;
    }
  }

  /** Stores a value; completes with false if there is one of that name. */
  CompletionStage<Boolean> put(String name, String json) {
    return connection.board().put(key(name), json);
  }

  private static IllegalStateException twice(String name) {
    return new IllegalStateException(
        "Value [" + name + "] is published twice; each name may be published once in a test");
  }

  @Override
  public String await(String name, Duration timeout) {
    return await(lane, name, timeout);
  }

  @Override
  public String awaitBeside(String name, Duration timeout) {
    return await(Barrier.BESIDE, name, timeout);
  }

  private String await(String place, String name, Duration timeout) {
    return connection
        .waits()
        .value(
            new Command.AwaitValue(connection.self(), connection.ticket(), scope, place, name),
            key(name),
            timeout);
  }

  private String key(String name) {
    return scope + "/" + lane + "/" + name;
  }
}
