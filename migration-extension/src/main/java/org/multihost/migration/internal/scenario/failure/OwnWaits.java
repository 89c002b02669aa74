package org.multihost.migration.internal.scenario.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.time.Time;

/**
 * The waits for other hosts of the code of a test on this host, on whatever thread, and the end of
 * all such calls. Safe for use by several threads.
 *
 * <p>The coordinator knows each failure of such a wait but an interrupt, which is a failure of this
 * host unless this extension has caused it.
 */
public final class OwnWaits {

  /** The failures of a test, as far as its waits report them. */
  public interface Reports {

    /** Reports a failure of this host that is about to be thrown to the test's own code. */
    void unwinds(String doing, Throwable failure);

    /** Records a failure that the coordinator knows, and that the test's own code receives. */
    void received(Throwable failure);

    /** Reports a call that is refused because the test is over. */
    void refused(String doing, Throwable failure);
  }

  private final String isOver;
  private final Reports reports;
  private final Time time;
  private final List<Open> open = new ArrayList<>(); // guarded by this
  private boolean over; // guarded by this

  /** A wait that has not ended; {@code end} completes when its failure has been reported. */
  private record Open(Thread thread, String where, CompletableFuture<Void> end) {}

  /**
   * Creates the waits of a test that has begun none.
   *
   * @param isOver a clause for messages: {@code the test [name] is over}
   */
  public OwnWaits(String isOver, Reports reports, Time time) {
    this.isOver = isOver;
    this.reports = reports;
    this.time = time;
  }

  /**
   * Waits, unless the test is over.
   *
   * @param where the place of the wait, for messages: {@code at barrier [name]}
   */
  public <T> T run(String where, Supplier<T> wait) {
    Open begun = new Open(Thread.currentThread(), where, new CompletableFuture<>());
    admit("wait " + where, () -> open.add(begun));
    try {
      return known(where, wait);
    } finally {
      ended(begun);
    }
  }

  /** Waits for what is known already, also when the test is over. */
  public <T> T known(String where, Supplier<T> wait) {
    try {
      return wait.get();
    } catch (RuntimeException failure) {
      failed("waiting " + where, failure);
      throw failure;
    }
  }

  private void failed(String doing, RuntimeException failure) {
    if (!Interruption.caused(failure)) {
      reports.received(failure);
    } else if (!StepThread.isCurrent() && !Guarded.isCurrentCut()) {
      reports.unwinds(doing, failure);
    }
  }

  private void ended(Open wait) {
    synchronized (this) {
      open.remove(wait);
    }
    wait.end().complete(null);
  }

  /**
   * Begins a call of the test's code, unless the test is over; that is a failure.
   *
   * @param what the call, as an infinitive
   * @param begin records the call, before the test can be over
   * @throws IllegalStateException if the test is over
   */
  public void admit(String what, Runnable begin) {
    synchronized (this) {
      if (!over) {
        begin.run();
        return;
      }
    }
    IllegalStateException late =
        new IllegalStateException(
            "Thread [%s] cannot %s: %s. Let the test wait for its threads, and keep nothing that it is given for later"
                .formatted(Thread.currentThread().getName(), what, isOver));
    reports.refused("a call after the end of a test", late);
    throw late;
  }

  /** Refuses all further calls. */
  public synchronized void end() {
    over = true;
  }

  /**
   * Waits until every wait that is open has ended; an interrupt does not end this.
   *
   * @param limit the limit for all of them
   * @return an explanation for each that has ended with the test's failure, or is still open
   */
  public List<MultihostException> awaitEnds(Duration limit) {
    long start = time.nanos();
    List<MultihostException> open = new ArrayList<>();
    for (Open each : opened()) {
      Duration left = limit.minus(time.since(start));
      if (!time.awaitUninterruptibly(each.end().thenApply(end -> true), left, false)) {
        open.add(stillOpen(each));
      }
    }
    return open;
  }

  private static MultihostException stillOpen(Open wait) {
    return new MultihostException(
        "Thread [%s] still waits %s, and the test is at its end. Let the test wait for its threads"
            .formatted(wait.thread().getName(), wait.where()));
  }

  private synchronized List<Open> opened() {
    return List.copyOf(open);
  }
}
