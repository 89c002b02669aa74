package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Failure;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.rendezvous.state.Scope;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.internal.wire.ThrowableRecord;

/**
 * The waits of one host. Each ends at once with whichever comes first: the barrier or the value, a
 * failure, a lost host, or the deadline.
 */
public final class BarrierWaits {

  private final String self;
  private final Board board;
  private final StateSubscription watch;
  private final Time time;

  BarrierWaits(String self, Board board, StateSubscription watch) {
    this.self = self;
    this.board = board;
    this.watch = watch;
    this.time = watch.time();
  }

  /**
   * The limits of a wait.
   *
   * @param timeout the timeout for hosts that may be anywhere
   * @param step the longest time between two steps of a host that is still in another class; zero
   *     if no such host is waited for
   */
  record Limit(Duration timeout, Duration step) {}

  /** Arrives at a barrier, waits until it opens, and returns the id of its scope. */
  public String meet(Kind kind, Command arrival, Duration timeout) {
    return meet(kind, arrival, new Limit(timeout, Duration.ZERO));
  }

  /**
   * As {@link #meet(Kind, Command, Duration)}, with a limit for hosts that are in another class.
   */
  public String meet(Kind kind, Command arrival, Limit limit) {
    long start = time.nanos();
    Reply.Arrived reply = arrived(arrival);
    CompletableFuture<Optional<Failure>> end = new CompletableFuture<>();
    Latch latch = board.latch(reply.gathering(), reply.participants());
    StateSubscription.Registration news =
        watch.add(watcher(end, state -> verdict(state, reply, kind)));
    try {
      latch.opened().thenRun(() -> end.complete(Optional.empty()));
      if (reply.first()) {
        latch.countDown();
      }
      await(end, limit, start, reply);
    } finally {
      news.close();
      latch.close();
    }
    return reply.scope();
  }

  /** Waits for the end; the state extends the wait while the missing hosts make progress. */
  private void await(
      CompletableFuture<Optional<Failure>> end, Limit limit, long start, Reply.Arrived arrived) {
    Duration left = limit.timeout().minus(time.since(start));
    while (true) {
      try {
        throwIfBroken(StateSubscription.await(time, end, left));
        return;
      } catch (TimeoutException e) {
        Reply reply = expire(expiry(arrived, millis(start), limit));
        if (!(reply instanceof Reply.Extended extended)) {
          return;
        }
        left = Duration.ofMillis(extended.moreMillis());
      }
    }
  }

  private Command.Expire expiry(Reply.Arrived arrived, long waited, Limit limit) {
    return new Command.Expire(
        self, arrived.scope(), arrived.gathering(), waited, limit.step().toMillis(), frames());
  }

  /**
   * Waits for a value.
   *
   * @param key the key under which the value is stored
   */
  public String value(Command.AwaitValue await, String key, Duration timeout) {
    long start = time.nanos();
    throwIfBroken(broken(watch.latest(), await.scope()));
    Optional<String> found = done(board.find(key), timeout);
    if (found.isPresent()) {
      return found.get();
    }
    Reply.Arrived reply = arrived(await);
    try (ValueWait wait = ValueWait.begin(self, board, watch, reply, key)) {
      return ended(wait, reply, start, timeout);
    }
  }

  private String ended(ValueWait wait, Reply.Arrived reply, long start, Duration timeout) {
    try {
      return StateSubscription.await(time, wait.end(), timeout.minus(time.since(start)));
    } catch (TimeoutException e) {
      expire(expiry(reply, millis(start), new Limit(timeout, Duration.ZERO)));
      throw new BarrierTimeoutException("The value did not come in time");
    }
  }

  private Reply.Arrived arrived(Command arrival) {
    Reply reply = checked(board.post(arrival));
    if (reply instanceof Reply.Arrived arrived) {
      return arrived;
    }
    throw new IllegalStateException("No barrier for [" + arrival + "]: [" + reply + "]");
  }

  private static <T> StateSubscription.Watcher watcher(
      CompletableFuture<T> end, Function<RunState, Optional<? extends T>> verdict) {
    return new StateSubscription.Watcher() {
      @Override
      public void changed(RunState state) {
        verdict.apply(state).ifPresent(end::complete);
      }

      @Override
      public void lost(HostLostException lost) {
        end.completeExceptionally(lost);
      }
    };
  }

  /** Waits until the coordinator has answered a request. */
  <T> T done(CompletionStage<T> request, Duration timeout) {
    CompletableFuture<T> answer = request.toCompletableFuture();
    CompletableFuture<HostLostException> lost = board.lost().toCompletableFuture();
    try {
      StateSubscription.await(time, CompletableFuture.anyOf(answer, lost), timeout);
    } catch (TimeoutException e) {
      throw new HostLostException("The coordinator does not answer", e);
    }
    if (answer.isDone()) {
      return answer.join();
    }
    throw lost.join();
  }

  private Optional<Failure> broken(RunState state, String scope) {
    return state.brokenBy(state.scopes().get(scope));
  }

  /**
   * Returns the end of a wait in that state, with the failure, if any; empty while the wait goes
   * on.
   */
  public static Optional<Optional<Failure>> verdict(
      RunState state, Reply.Arrived reply, Kind kind) {
    if (state.revision() < reply.revision()) {
      return Optional.empty();
    }
    Scope scope = state.scopes().get(reply.scope());
    if (kind == Kind.FINISH) {
      return scope == null || !state.gatherings().containsKey(reply.gathering())
          ? Optional.of(state.gone(scope))
          : Optional.empty();
    }
    return scope == null
        ? Optional.of(Optional.of(Failure.over()))
        : state.brokenBy(scope).map(Optional::of);
  }

  /**
   * Reports a timeout. Returns only if the barrier opened or the value came before the deadline, or
   * if the state extends the wait.
   */
  private Reply expire(Command command) {
    return checked(board.post(command));
  }

  private Reply checked(Reply reply) {
    if (reply instanceof Reply.Broken broken) {
      throw broken.failure().toException(self);
    }
    if (reply instanceof Reply.TimedOut timedOut) {
      throw new BarrierTimeoutException(timedOut.message());
    }
    if (reply instanceof Reply.Refused refused) {
      throw new MultihostException(refused.why());
    }
    return reply;
  }

  private void throwIfBroken(Optional<Failure> failure) {
    if (failure.isPresent()) {
      throw failure.get().toException(self);
    }
  }

  private static ThrowableRecord frames() {
    return ThrowableRecord.of(new BarrierTimeoutException(""));
  }

  private long millis(long start) {
    return time.since(start).toMillis();
  }
}
