package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.Optional;
import org.multihost.migration.internal.rendezvous.HostConnection.ClassKey;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Failure;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** A {@link ClassScope} on a board. */
final class ClientClass implements ClassScope {

  private final ClientConnection connection;
  private final String scope;
  private final ClassKey key;

  ClientClass(ClientConnection connection, String scope, ClassKey key) {
    this.connection = connection;
    this.scope = scope;
    this.key = key;
  }

  @Override
  public TestScope enterTest(String id, String plan, Duration timeout) {
    String test =
        connection
            .waits()
            .meet(
                Kind.ENTER,
                new Command.EnterTest(connection.self(), connection.ticket(), scope, id, plan),
                timeout);
    return ClientTest.ofTest(connection, test, key.hosts());
  }

  @Override
  public TestScope whole() {
    return ClientTest.ofClass(connection, scope, key.hosts());
  }

  @Override
  public void fail(String container, String doing, Throwable failure) {
    if (Failure.echoed(failure).isPresent()) {
      return;
    }
    if (container.equals(key.id())) {
      post(connection, scope, doing, failure);
    } else {
      connection.fail(key, container, doing, failure);
    }
  }

  @Override
  public void failAfter(String test, String doing, Throwable failure) {
    if (Failure.echoed(failure).isEmpty()) {
      ThrowableRecord thrown = ThrowableRecord.of(failure);
      connection.board().post(new Command.FailAfter(connection.self(), scope, test, doing, thrown));
    }
  }

  @Override
  public Optional<RuntimeException> meet(Duration timeout) {
    Optional<RuntimeException> failure = end("end of the tests", false, timeout);
    return failure.or(this::abortElsewhere);
  }

  private Optional<RuntimeException> abortElsewhere() {
    String self = connection.self();
    return Optional.ofNullable(connection.watch().latest().scopes().get(scope))
        .flatMap(type -> Optional.ofNullable(type.failure()))
        .filter(abort -> !abort.fails() && !abort.isOf(self))
        .map(abort -> abort.toException(self));
  }

  @Override
  public Optional<RuntimeException> finish(Duration timeout) {
    return end("end", false, timeout);
  }

  @Override
  public Optional<RuntimeException> leave(Duration timeout) {
    try {
      return end("last end", true, timeout);
    } finally {
      abandon();
    }
  }

  @Override
  public void abandon() {
    connection.board().postLater(new Command.LeaveClass(connection.self(), scope));
  }

  private Optional<RuntimeException> end(String name, boolean last, Duration timeout) {
    String self = connection.self();
    connection
        .waits()
        .meet(
            Kind.FINISH, new Command.Finish(self, connection.ticket(), scope, name, last), timeout);
    RunState end = connection.watch().current();
    return Optional.ofNullable(end.scopes().get(scope))
        .flatMap(type -> end.failureAround(self, type))
        .map(failure -> failure.toException(self));
  }

  static void post(ClientConnection connection, String scope, String doing, Throwable failure) {
    connection
        .board()
        .post(new Command.Fail(connection.self(), scope, doing, ThrowableRecord.of(failure)));
  }
}
