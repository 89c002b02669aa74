package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription to the events of one QEMU that pass a filter, from its opening on, in order and
 * without loss: events that nobody waits for yet are kept. Open it <em>before</em> sending the
 * command that causes the event. Each event is delivered once. When the connection ends, kept
 * events are still delivered; after that it fails with the reason. Safe for use by several threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QmpSubscription implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QmpSubscription.class);

  private final String vm;
  private final Predicate<QmpEvent> filter;
  private final QmpWaiting waiting;
  private final QmpCallbacks callbacks;
  private final Consumer<QmpSubscription> onClose;

  // All guarded by this.
  private final Deque<QmpEvent> kept = new ArrayDeque<>();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private @Nullable Consumer<QmpEvent> consumer;
  private @Nullable QmpException end;
  private boolean closed;

  private record Waiter(String what, CompletableFuture<QmpEvent> arrival) {}

  QmpSubscription(
      String vm,
      Predicate<QmpEvent> filter,
      QmpWaiting waiting,
      QmpCallbacks callbacks,
      Consumer<QmpSubscription> onClose) {
    this.vm = vm;
    this.filter = filter;
    this.waiting = waiting;
    this.callbacks = callbacks;
    this.onClose = onClose;
  }

  /**
   * Waits for the next event.
   *
   * @param what the event, for messages: {@code "STOP of the source"}
   * @throws QmpTimeoutException if no event arrives in time; a later one is kept
   * @throws QmpConnectionException or {@link QmpProtocolException} if the connection ends first
   * @throws IllegalStateException if this is closed, or called from an event filter
   */
  public QmpEvent take(Duration timeout, String what) {
    waiting.refuseOnConnectionThread(what);
    return waiting.await(arrival(what), timeout, what, () -> "");
  }

  /**
   * Returns the next event, or the reason why there is none, as in {@link #take}. Completes on the
   * thread {@code qmp-VM-callbacks}. If it is cancelled or times out, the event goes to the next
   * caller.
   */
  public CompletableFuture<QmpEvent> next() {
    CompletableFuture<QmpEvent> arrival = arrival("an event");
    CompletableFuture<QmpEvent> next = callbacks.newFuture();
    arrival.whenComplete(
        (event, failure) ->
            callbacks.run(
                () -> {
                  if (failure != null) {
                    next.completeExceptionally(failure);
                  } else if (!next.complete(event)) {
                    giveBack(event);
                  }
                }));
    next.whenComplete((event, failure) -> arrival.cancel(false));
    return next;
  }

  /**
   * Returns the next event that has already arrived: after the answer to a command, every event
   * that QEMU sent before it has.
   *
   * @throws IllegalStateException if this is closed or has a consumer
   */
  public synchronized Optional<QmpEvent> poll() {
    requireUnused();
    return Optional.ofNullable(kept.poll());
  }

  /**
   * Passes all kept and all later events to a consumer, one at a time, on the thread {@code
   * qmp-VM-callbacks}; after that, all other calls except {@link #close} are refused. The
   * consumer's exceptions are logged. {@link QmpClient#closed()} reports when no more events will
   * arrive.
   *
   * @throws IllegalStateException if this is closed or has a consumer
   */
  public synchronized void forEach(Consumer<QmpEvent> newConsumer) {
    requireUnused();
    consumer = newConsumer;
    kept.forEach(event -> callbacks.run(() -> newConsumer.accept(event)));
    kept.clear();
  }

  /** Ends the subscription; pending waits fail with {@link IllegalStateException}. */
  @Override
  public void close() {
    List<Waiter> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(waiters);
      waiters.clear();
      kept.clear();
    }
    left.forEach(
        waiter -> waiter.arrival().completeExceptionally(new IllegalStateException(closedText())));
    onClose.accept(this);
  }

  /** Called on the connection's thread. */
  void offer(QmpEvent event) {
    if (passes(event)) {
      handOut(event);
    }
  }

  @API(status = INTERNAL)
  public void end(QmpException why) {
    List<Waiter> left;
    synchronized (this) {
      end = why;
      left = new ArrayList<>(waiters);
      waiters.clear();
    }
    left.forEach(waiter -> fail(waiter, why));
  }

  private boolean passes(QmpEvent event) {
    try {
      return filter.test(event);
    } catch (RuntimeException | Error e) {
      LOG.error("An event filter failed on [{}] of QEMU [{}]; it does not pass", event, vm, e);
      return false;
    }
  }

  private synchronized void handOut(QmpEvent event) {
    if (closed) {
      return;
    }
    Consumer<QmpEvent> taker = consumer;
    if (taker != null) {
      callbacks.run(() -> taker.accept(event));
    } else if (!givenToWaiter(event)) {
      kept.add(event);
    }
  }

  private synchronized void giveBack(QmpEvent event) {
    if (!closed && !givenToWaiter(event)) {
      kept.addFirst(event);
    }
  }

  private synchronized boolean givenToWaiter(QmpEvent event) {
    while (!waiters.isEmpty()) {
      if (waiters.remove().arrival().complete(event)) {
        return true;
      }
    }
    return false;
  }

  /** Completes on the connection's thread: for this package only. */
  private synchronized CompletableFuture<QmpEvent> arrival(String what) {
    requireUnused();
    CompletableFuture<QmpEvent> arrival = new CompletableFuture<>();
    Waiter waiter = new Waiter(what, arrival);
    QmpException why = end;
    if (!kept.isEmpty()) {
      arrival.complete(kept.remove());
    } else if (why != null) {
      fail(waiter, why);
    } else {
      waiters.add(waiter);
    }
    return arrival;
  }

  private static void fail(Waiter waiter, QmpException why) {
    waiter.arrival().completeExceptionally(why.whileWaitingFor("[" + waiter.what() + "]"));
  }

  private synchronized void requireUnused() {
    if (closed) {
      throw new IllegalStateException(closedText());
    }
    if (consumer != null) {
      throw new IllegalStateException(
          "This subscription to events of QEMU [%s] hands them to a consumer".formatted(vm));
    }
  }

  private String closedText() {
    return "This subscription to events of QEMU [%s] is closed".formatted(vm);
  }
}
