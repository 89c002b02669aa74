package org.multihost.migration.internal.time;

/** A daemon thread: it does not keep the process alive. */
public final class DaemonThread {

  private DaemonThread() {}

  /** Creates a daemon thread, not started yet. */
  public static Thread named(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
