package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Failure;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.internal.wire.ThrowableRecord;

/**
 * The waits of one host. Each ends at once with whichever comes first: the barrier or the value, a
 * failure, a lost host, or the deadline.
 *
 * <p>A wait believes the run's state, not what has woken it. The state also decides whether the
 * barrier or the deadline came first.
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
    Reply.Arrived arrived = arrived(arrival);
    try (BarrierWait wait = BarrierWait.begin(self, board, watch, kind, arrived)) {
      return ended(wait, arrived, start, limit);
    }
  }

  /**
   * Waits for a value.
   *
   * @param key the key under which the value is stored
   */
  public String value(Command.AwaitValue await, String key, Duration timeout) {
    long start = time.nanos();
    throwIfBroken(watch.latest(), await.scope());
    Optional<String> found = done(board.find(key), timeout);
    if (found.isPresent()) {
      return found.get();
    }
    Reply.Arrived arrived = arrived(await);
    try (ValueWait wait = ValueWait.begin(self, board, watch, arrived, key)) {
      return ended(wait, arrived, start, new Limit(timeout, Duration.ZERO));
    }
  }

  /** Waits for the end; the state extends the wait while the missing hosts make progress. */
  private <T> T ended(StateWait<T> wait, Reply.Arrived arrived, long start, Limit limit) {
    Duration left = limit.timeout().minus(time.since(start));
    while (true) {
      try {
        return wait.await(left);
      } catch (TimeoutException e) {
        left = extension(wait, expiry(arrived, time.since(start).toMillis(), limit));
      }
    }
  }

  private Command.Expire expiry(Reply.Arrived arrived, long waited, Limit limit) {
    return new Command.Expire(
        self, arrived.scope(), arrived.barrier(), waited, limit.step().toMillis(), frames());
  }

  /**
   * Reports a timeout, and returns how much longer to wait. That is not at all if the state had
   * ended the wait before the timeout.
   */
  private Duration extension(StateWait<?> wait, Command.Expire expiry) {
    Reply reply = checked(board.post(expiry));
    if (reply instanceof Reply.Extended extended) {
      return Duration.ofMillis(extended.moreMillis());
    }
    wait.look();
    if (!wait.isOver()) {
      throw new BarrierTimeoutException(
          "Host [%s] waited for [%s] for [%s ms] in vain"
              .formatted(self, expiry.barrier(), expiry.waitedMillis()));
    }
    return Duration.ZERO;
  }

  /** Arrives at a barrier, and does not wait there. */
  void arrive(Command arrival) {
    arrived(arrival);
  }

  private Reply.Arrived arrived(Command arrival) {
    Reply reply = checked(board.post(arrival));
    if (reply instanceof Reply.Arrived arrived) {
      return arrived;
    }
    throw new IllegalStateException("No barrier for [" + arrival + "]: [" + reply + "]");
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

  private void throwIfBroken(RunState state, String scope) {
    Optional<Failure> broken = state.brokenBy(state.scopes().get(scope));
    if (broken.isPresent()) {
      throw broken.get().toException(self);
    }
  }

  private static ThrowableRecord frames() {
    return ThrowableRecord.of(new BarrierTimeoutException(""));
  }
}
