package org.multihost.migration.oracle;

/** A thread that runs only when it is its turn. */
final class StrandThread extends Thread {

  private final VirtualTime time;
  private final Runnable task;
  private final Strand strand = new Strand(this);

  StrandThread(String name, Runnable task, VirtualTime time) {
    super(name);
    this.time = time;
    this.task = task;
    setDaemon(true);
  }

  Strand strand() {
    return strand;
  }

  @Override
  public synchronized void start() {
    time.begins(strand);
    super.start();
  }

  @Override
  public void run() {
    time.live(strand, task);
  }
}
