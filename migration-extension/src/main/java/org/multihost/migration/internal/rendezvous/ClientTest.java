package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Failure;
import org.multihost.migration.internal.rendezvous.state.HostState;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** A {@link TestScope} on a board: a test, or a class as a whole. */
final class ClientTest implements TestScope {

  /** The timeout for storing and reading accounts; the coordinator itself may have failed. */
  private static final Duration FOR_ACCOUNT = Duration.ofSeconds(3);

  private final ClientConnection connection;
  private final String scope;
  private final List<String> hosts;
  private final Ends ends;
  private final ClientLane main;
  private final TestValues values;
  private final StateSubscription.Registration news;
  private final CompletableFuture<RuntimeException> broken = new CompletableFuture<>();

  /**
   * The ends of the scope, at which the hosts meet.
   *
   * @param code the name of the end of its code
   * @param cleanUp the name of the end of its clean-up
   * @param last whether a host leaves the scope then
   */
  private record Ends(String code, String cleanUp, boolean last) {}

  private ClientTest(ClientConnection connection, String scope, List<String> hosts, Ends ends) {
    this.connection = connection;
    this.scope = scope;
    this.hosts = hosts;
    this.ends = ends;
    this.main = ClientLane.of(connection, scope, Barrier.MAIN);
    this.values = new ClientValues(connection, scope, Barrier.OF_TEST);
    this.news = connection.watch().add(new Breaks());
  }

  static ClientTest ofTest(ClientConnection connection, String scope, List<String> hosts) {
    return new ClientTest(connection, scope, hosts, new Ends("end of the test", "end", true));
  }

  /** The hosts meet once more, and leave the class, after this. */
  static ClientTest ofClass(ClientConnection connection, String scope, List<String> hosts) {
    Ends ends = new Ends("end of its code", "end of its virtual machines", false);
    return new ClientTest(connection, scope, hosts, ends);
  }

  /** The watcher that completes {@link #broken()}. */
  private final class Breaks implements StateSubscription.Watcher {
    @Override
    public void changed(RunState state) {
      if (!broken.isDone()) {
        failureIn(state).ifPresent(failure -> connection.watch().announce(broken, failure));
      }
    }

    @Override
    public void lost(HostLostException lost) {
      connection.watch().announce(broken, lost);
    }
  }

  private boolean isForeign(Failure failure) {
    return !failure.isOf(connection.self());
  }

  private RuntimeException exception(Failure failure) {
    return failure.toException(connection.self());
  }

  @Override
  public Lane main() {
    return main;
  }

  @Override
  public Lane beside() {
    return main.beside();
  }

  /** Arrives at a barrier beside the test's own thread, at which no thread waits. */
  @Override
  public void agree(String name, String fact) {
    connection
        .waits()
        .arrive(
            new Command.Arrive(
                connection.self(), connection.ticket(), scope, Barrier.BESIDE, name, fact, hosts));
  }

  @Override
  public Journal journal(String name) {
    return new ClientJournal(connection, scope + "/journal/" + name + "/");
  }

  @Override
  public TestValues values() {
    return values;
  }

  @Override
  public Lane openLane(String name) {
    Lane lane = ClientLane.of(connection, scope, name);
    try {
      connection.board().post(new Command.OpenLane(connection.self(), scope, name));
    } catch (RuntimeException unanswered) {
      lane.close(); // the coordinator may have opened it
      throw unanswered;
    }
    return lane;
  }

  @Override
  public void fail(String doing, Throwable failure) {
    boolean echo = Failure.echoed(failure).isPresent() && failure().isPresent();
    if (!echo) {
      ClientClass.post(connection, scope, doing, failure);
    }
  }

  @Override
  public void excuse(Throwable abort) {
    connection
        .board()
        .post(new Command.Excuse(connection.self(), scope, ThrowableRecord.of(abort)));
  }

  @Override
  public Optional<RuntimeException> failure() {
    Optional<RuntimeException> known = failureIn(connection.watch().latest());
    if (known.isPresent()) {
      return known;
    }
    try {
      return failureIn(connection.watch().current());
    } catch (HostLostException e) {
      return Optional.of(e);
    }
  }

  private Optional<RuntimeException> failureIn(RunState state) {
    return state.brokenBy(state.scopes().get(scope)).filter(this::isForeign).map(this::exception);
  }

  @Override
  public CompletionStage<RuntimeException> broken() {
    return broken.minimalCompletionStage();
  }

  @Override
  public void doing(String what) {
    connection.board().postLater(new Command.Doing(connection.self(), what));
  }

  @Override
  public Optional<RuntimeException> meet(Duration timeout) {
    return end(ends.code(), false, timeout);
  }

  @Override
  public Optional<RuntimeException> finish(Duration timeout) {
    try {
      return end(ends.cleanUp(), ends.last(), timeout);
    } finally {
      news.close();
    }
  }

  private Optional<RuntimeException> end(String name, boolean last, Duration timeout) {
    String self = connection.self();
    connection
        .waits()
        .meet(
            Kind.FINISH, new Command.Finish(self, connection.ticket(), scope, name, last), timeout);
    RunState end = connection.watch().current();
    return end.brokenBy(end.scopes().get(scope))
        .filter(failure -> isForeign(failure) || failure.fails())
        .map(this::exception);
  }

  @Override
  public void leaveAccount(String text) {
    awaitBriefly(connection.board().put(account(connection.self()), text));
  }

  @Override
  public Map<String, String> accounts() {
    Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
    hosts.forEach(host -> asked.put(host, connection.board().value(account(host))));
    awaitBriefly(
        CompletableFuture.allOf(
            hosts.stream()
                .filter(this::isPresent)
                .map(asked::get)
                .toArray(CompletableFuture<?>[]::new)));
    Map<String, String> accounts = new LinkedHashMap<>();
    asked.forEach(
        (host, account) -> {
          account.completeExceptionally(new TimeoutException());
          account.thenAccept(text -> accounts.put(host, text));
        });
    return accounts;
  }

  /**
   * Ignores interrupts: the failure that the accounts describe has interrupted the caller's thread.
   */
  private void awaitBriefly(CompletionStage<?> request) {
    CompletableFuture<?> lost = connection.board().lost().toCompletableFuture();
    CompletableFuture<Object> either = CompletableFuture.anyOf(request.toCompletableFuture(), lost);
    connection.watch().time().awaitUninterruptibly(either, FOR_ACCOUNT, false);
  }

  private boolean isPresent(String host) {
    HostState state = connection.watch().latest().hosts().get(host);
    return state != null && !state.isGone();
  }

  private String account(String host) {
    return scope + "/account/" + host;
  }
}
