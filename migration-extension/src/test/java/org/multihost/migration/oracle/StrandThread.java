package org.multihost.migration.oracle;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread that runs only when it is its turn; as far as its owner can start, interrupt and join
 * it. Its task has one of a few threads that serve one run after the other: a run has some twenty
 * tasks, and to start a thread takes longer than most of them.
 */
final class StrandThread extends Thread {

  private static final ExecutorService CARRIERS =
      Executors.newCachedThreadPool(
          task -> {
            Thread carrier = new Thread(task, "carrier");
            carrier.setDaemon(true);
            return carrier;
          });

  private final VirtualTime time;
  private final Runnable task;
  private final Strand strand;

  StrandThread(String name, Runnable task, VirtualTime time) {
    super(name);
    this.time = time;
    this.task = task;
    this.strand = new Strand(name);
  }

  Strand strand() {
    return strand;
  }

  @Override
  public synchronized void start() {
    time.begin(strand, () -> CARRIERS.execute(this::run));
  }

  @Override
  public void interrupt() {
    strand.interrupt();
  }

  @Override
  public void run() {
    time.live(strand, task);
  }
}
