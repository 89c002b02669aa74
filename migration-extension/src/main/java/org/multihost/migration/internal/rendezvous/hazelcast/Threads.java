package org.multihost.migration.internal.rendezvous.hazelcast;

/** Threads that keep no process alive. */
final class Threads {

  private Threads() {}

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
