package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.rendezvous.Gathering.Kind;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** A test class that this host has entered, on a board. */
final class BoardClass implements ClassScope {

  private final BoardConnection connection;
  private final String scope;
  private final List<String> hosts;

  BoardClass(BoardConnection connection, String scope, List<String> hosts) {
    this.connection = connection;
    this.scope = scope;
    this.hosts = List.copyOf(hosts);
  }

  @Override
  public TestScope enterTest(String id, Duration timeout) {
    String test =
        connection
            .waits()
            .meet(
                Kind.ENTER,
                new Command.EnterTest(connection.self(), connection.ticket(), scope, id),
                timeout);
    return new BoardTest(connection, test, hosts);
  }

  @Override
  public void fail(String doing, Throwable failure) {
    post(connection, scope, doing, failure);
  }

  /** Posts a failure, unless it is but the echo of another host's. */
  static void post(BoardConnection connection, String scope, String doing, Throwable failure) {
    int depth = 0;
    for (Throwable each = failure; each != null && depth < 32; each = each.getCause()) {
      if (each instanceof PeerFailedException) {
        return;
      }
      depth++;
    }
    connection
        .board()
        .post(new Command.Fail(connection.self(), scope, doing, ThrowableRecord.of(failure)));
  }
}
