package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.INTERNAL;

import org.apiguardian.api.API;

/** A daemon thread: it does not keep the JVM alive. */
@API(status = INTERNAL)
public final class DaemonThread {

  private DaemonThread() {}

  /** Creates a daemon thread, not started yet. */
  public static Thread named(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
