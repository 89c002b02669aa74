package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.Optional;

/**
 * A {@link Journal} on a board.
 *
 * @param prefix the beginning of its keys
 */
record ClientJournal(ClientConnection connection, String prefix) implements Journal {

  private static final Duration ANSWER = Duration.ofSeconds(60);

  @Override
  public boolean append(int position, String text) {
    return connection.waits().done(connection.board().put(prefix + position, text), ANSWER);
  }

  @Override
  public Optional<String> at(int position) {
    return connection.waits().done(connection.board().find(prefix + position), ANSWER);
  }
}
