package org.multihost.migration.oracle;

import java.util.concurrent.CompletableFuture;

/** A thread of a {@link VirtualTime}: what it waits for, and until when. */
final class Strand {

  private final Thread thread;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private CompletableFuture<?> until = CompletableFuture.completedFuture(null);
  private long deadline = Long.MAX_VALUE;
  private boolean interrupted;

  Strand(Thread thread) {
    this.thread = thread;
  }

  Thread thread() {
    return thread;
  }

  CompletableFuture<Void> ended() {
    return ended;
  }

  synchronized void waitFor(CompletableFuture<?> what, long latest) {
    until = what;
    deadline = latest;
  }

  synchronized boolean isReady(long now) {
    return until.isDone() || deadline <= now || interrupted || thread.isInterrupted();
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
}
