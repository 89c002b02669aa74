package org.multihost.migration.oracle;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.time.Time;

/**
 * A virtual clock with a scheduler: of all its threads one runs at a time, the next is drawn from a
 * seed, and the clock goes on only when none can run. The same seed gives the same run, as long as
 * threads wait by this clock alone.
 */
final class VirtualTime implements Time {

  /** What is to be started at a time. */
  private record Timer(long at, long order, Runnable start) {}

  private final Random random;
  private final Strands strands = new Strands(); // guarded by this
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::order));
  private final Mail mail = new Mail(); // guarded by this
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile @Nullable Strand current;
  private volatile long now;
  private volatile @Nullable String stall;
  private long order;

  VirtualTime(long seed) {
    this.random = new Random(seed);
  }

  /** Starts the threads and returns when they, and all that they have started, have ended. */
  void run(List<Thread> threads, Duration realLimit) {
    threads.forEach(Thread::start);
    resume(next());
    try {
      Time.system().await(ended, realLimit);
    } catch (TimeoutException e) {
      stall = "Stuck in real time:\n" + stacks();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Why nobody could go on any more, if that happened. */
  @Nullable String stall() {
    return stall;
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public <T> T await(CompletionStage<T> stage, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!isDone(future, limit)) {
      throw new TimeoutException();
    }
    return future.get();
  }

  /** Whether it completes within the limit; waits until it does, or until it has not. */
  private boolean isDone(CompletableFuture<?> future, Duration limit) throws InterruptedException {
    if (!future.isDone()) {
      block(running(), future, now + Math.max(0, limit.toNanos()));
      if (!future.isDone()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (stall != null) {
          throw new IllegalStateException(stall);
        }
      }
    }
    return future.isDone();
  }

  /** Lets that time pass. */
  void pass(Duration duration) throws InterruptedException {
    if (isDone(new CompletableFuture<>(), duration)) {
      throw new IllegalStateException("Nobody completes it");
    }
  }

  /** Lets others go first, or not, as the seed has it. */
  void pause() {
    Strand me = current;
    if (me != null && me.thread() == Thread.currentThread()) {
      block(me, CompletableFuture.completedFuture(null), Long.MAX_VALUE);
    }
  }

  private Strand running() {
    Strand me = current;
    if (me == null || me.thread() != Thread.currentThread()) {
      throw new IllegalStateException(
          "Thread [%s] is none of this clock".formatted(Thread.currentThread().getName()));
    }
    return me;
  }

  private void block(Strand me, CompletableFuture<?> until, long deadline) {
    me.waitFor(until, deadline);
    Strand next = next();
    if (next != me) {
      resume(next);
      awaitTurn(me);
    }
    if (me.takeInterrupt()) {
      Thread.currentThread().interrupt();
    }
  }

  private void resume(@Nullable Strand next) {
    current = next;
    if (next == null) {
      ended.complete(null);
    } else {
      LockSupport.unpark(next.thread()); // one without a thread yet finds that it is its turn
    }
  }

  private void awaitTurn(Strand me) {
    while (current != me) {
      LockSupport.park(this);
      synchronized (this) {
        if (Thread.interrupted()) {
          me.noteInterrupt();
        }
      }
    }
  }

  /** The next to run; delivers messages on the way, and moves the clock when nobody can. */
  private @Nullable Strand next() {
    while (true) {
      Runnable message;
      synchronized (this) {
        int ready = strands.ready(now, stall != null);
        int choices = ready + mail.receivers();
        if (choices > 0) {
          int choice = random.nextInt(choices);
          if (choice < ready) {
            return strands.ready(choice, now, stall != null);
          }
          message = mail.next(choice - ready);
        } else if (strands.isEmpty()) {
          return null;
        } else {
          advance();
          continue;
        }
      }
      run(message);
    }
  }

  /**
   * Runs what is nobody's own: were its failure to end the thread that happens to run it, nobody
   * would be next, and nobody would know why.
   */
  private void run(Runnable message) {
    try {
      message.run();
    } catch (RuntimeException | Error failure) {
      StringWriter text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text, true));
      stall = "A message, or the start of a timer's thread, failed:\n" + text;
    }
  }

  private void advance() {
    long soonest = strands.soonest();
    Timer timer = timers.peek();
    if (timer != null && timer.at() <= soonest) {
      timers.remove();
      now = Math.max(now, timer.at());
      run(timer.start());
    } else if (soonest == Long.MAX_VALUE) {
      stall = "Nobody can go on, and no wait has a deadline:\n" + stacks();
    } else {
      now = Math.max(now, soonest);
    }
  }

  private synchronized String stacks() {
    return strands.described(current);
  }

  /** Delivers a message some time, after those sent to the same place before. */
  void deliver(String to, Runnable message) {
    synchronized (this) {
      mail.add(to, message);
    }
  }

  @Override
  public void after(Duration delay, Runnable task) {
    startAfter(delay, () -> thread("timer", task).start());
  }

  /** Starts something, which takes no time, after a delay; run it to forget it. */
  synchronized Runnable startAfter(Duration delay, Runnable start) {
    Timer timer = new Timer(now + delay.toNanos(), ++order, start);
    timers.add(timer);
    return () -> cancel(timer);
  }

  private synchronized void cancel(Timer timer) {
    timers.remove(timer);
  }

  @Override
  public Thread thread(String name, Runnable task) {
    return new StrandThread(name, task, this);
  }

  @Override
  public boolean join(Thread thread, Duration limit) throws InterruptedException {
    try {
      await(((StrandThread) thread).strand().ended(), limit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ExecutorService executor(String name) {
    return new StrandExecutor(this, name);
  }

  /** None: a dump stops the whole process, and takes longer than a run. */
  @Override
  public ThreadInfo[] threads() {
    return new ThreadInfo[0];
  }

  /** Starts a strand by a task that will live it. */
  void begin(Strand strand, Runnable start) {
    synchronized (this) {
      strands.add(strand);
    }
    try {
      start.run();
    } catch (Throwable noThread) {
      synchronized (this) {
        strands.remove(strand); // nobody would ever take its turn
      }
      throw noThread;
    }
  }

  /** Runs a task on this thread as the strand's, once it is its turn. */
  void live(Strand strand, Runnable task) {
    strand.begin(Thread.currentThread());
    awaitTurn(strand);
    if (strand.takeInterrupt()) {
      Thread.currentThread().interrupt();
    }
    try {
      task.run();
    } finally {
      strand.end();
      synchronized (this) {
        strands.remove(strand);
      }
      strand.ended().complete(null);
      resume(next());
    }
  }
}
