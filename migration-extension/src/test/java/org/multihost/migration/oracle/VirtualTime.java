package org.multihost.migration.oracle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
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
  private final Set<Strand> strands = new LinkedHashSet<>(); // guarded by this
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::order));
  private final Map<String, Deque<Runnable>> messages = new LinkedHashMap<>(); // guarded by this
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
    if (!future.isDone()) {
      Strand me = running();
      block(me, future, now + Math.max(0, limit.toNanos()));
      if (!future.isDone()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (stall != null) {
          throw new IllegalStateException(stall);
        }
        throw new TimeoutException();
      }
    }
    return future.get();
  }

  /** Lets that time pass. */
  void pass(Duration duration) throws InterruptedException {
    try {
      await(new CompletableFuture<>(), duration);
    } catch (TimeoutException e) {
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
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
      LockSupport.unpark(next.thread());
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
        List<Strand> ready = new ArrayList<>();
        strands.stream().filter(each -> stall != null || each.isReady(now)).forEach(ready::add);
        List<Deque<Runnable>> news =
            messages.values().stream().filter(queue -> !queue.isEmpty()).toList();
        int choices = ready.size() + news.size();
        if (choices > 0) {
          int choice = random.nextInt(choices);
          if (choice < ready.size()) {
            return ready.get(choice);
          }
          message = news.get(choice - ready.size()).remove();
        } else if (strands.isEmpty()) {
          return null;
        } else {
          advance();
          continue;
        }
      }
      message.run();
    }
  }

  private void advance() {
    long soonest = strands.stream().mapToLong(Strand::deadline).min().orElse(Long.MAX_VALUE);
    Timer timer = timers.peek();
    if (timer != null && timer.at() <= soonest) {
      timers.remove();
      now = Math.max(now, timer.at());
      timer.start().run();
    } else if (soonest == Long.MAX_VALUE) {
      stall = "Nobody can go on, and no wait has a deadline:\n" + stacks();
    } else {
      now = Math.max(now, soonest);
    }
  }

  private synchronized String stacks() {
    StringBuilder text = new StringBuilder();
    for (Strand each : strands) {
      text.append(each.thread().getName()).append(":\n");
      for (StackTraceElement frame : each.thread().getStackTrace()) {
        text.append("    at ").append(frame).append('\n');
      }
    }
    return text.toString();
  }

  /** Delivers a message some time, after those sent to the same place before. */
  void deliver(String to, Runnable message) {
    synchronized (this) {
      messages.computeIfAbsent(to, key -> new ArrayDeque<>()).add(message);
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

  void begins(Strand strand) {
    synchronized (this) {
      strands.add(strand);
    }
  }

  /** Runs a task on the strand's own thread, once it is its turn. */
  void live(Strand strand, Runnable task) {
    awaitTurn(strand);
    try {
      task.run();
    } finally {
      synchronized (this) {
        strands.remove(strand);
      }
      strand.ended().complete(null);
      resume(next());
    }
  }
}
