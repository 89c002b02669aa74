package org.multihost.migration.oracle;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A thread of a {@link VirtualTime}: what it waits for, and until when. */
final class Strand {

  private static final int FRAMES = 300;

  private final String name;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private CompletableFuture<?> until = CompletableFuture.completedFuture(null);
  private long deadline = Long.MAX_VALUE;
  private boolean interrupted;

  /** The thread that it has from its beginning to its end. */
  private volatile @Nullable Thread thread;

  Strand(String name) {
    this.name = name;
  }

  @Nullable Thread thread() {
    return thread;
  }

  CompletableFuture<Void> ended() {
    return ended;
  }

  synchronized void begin(Thread onThread) {
    thread = onThread;
  }

  /** What is left of an interrupt must not reach what its thread does next. */
  synchronized void end() {
    thread = null;
    Thread.interrupted();
  }

  /** Interrupts it; before it begins, that waits for it; when it has ended, nothing happens. */
  synchronized void interrupt() {
    Thread now = thread;
    if (now == null) {
      interrupted = true;
    } else {
      now.interrupt();
    }
  }

  synchronized void waitFor(CompletableFuture<?> what, long latest) {
    until = what;
    deadline = latest;
  }

  synchronized boolean isReady(long now) {
    Thread on = thread;
    return until.isDone() || deadline <= now || interrupted || on != null && on.isInterrupted();
  }

  synchronized long deadline() {
    return deadline;
  }

  synchronized void noteInterrupt() {
    interrupted = true;
  }

  synchronized boolean takeInterrupt() {
    boolean taken = interrupted;
    interrupted = false;
    return taken;
  }

  /** Its frames, and the lock that it is blocked on in real time, if any. */
  String described() {
    Thread now = thread;
    ThreadInfo info =
        now == null ? null : ManagementFactory.getThreadMXBean().getThreadInfo(now.getId(), FRAMES);
    StringBuilder text = new StringBuilder(name);
    if (info == null) {
      return text.append(": has no thread yet\n").toString();
    }
    text.append(
        ": %s on [%s] of [%s]\n"
            .formatted(info.getThreadState(), info.getLockName(), info.getLockOwnerName()));
    for (StackTraceElement frame : info.getStackTrace()) {
      text.append("    at ").append(frame).append('\n');
    }
    return text.toString();
  }
}
