package org.multihost.migration.internal.stream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A gate that every byte of a stream passes: open, shut for a time, limited in bandwidth, or
 * delayed.
 */
final class Gate {

  private static final long NEVER = Long.MAX_VALUE;

  /** The state of the gate. */
  private sealed interface Setting {
    record Open() implements Setting {}

    record Shut() implements Setting {}

    record Narrow(long bytesPerSecond) implements Setting {}

    record Late(long nanos) implements Setting {}
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private Setting setting = new Setting.Open();
  private long nextFree = System.nanoTime();

  void open() {
    set(new Setting.Open());
  }

  void shut() {
    set(new Setting.Shut());
  }

  void narrow(long bytesPerSecond) {
    set(new Setting.Narrow(bytesPerSecond));
  }

  void late(Duration by) {
    set(new Setting.Late(by.toNanos()));
  }

  private void set(Setting now) {
    lock.lock();
    try {
      setting = now;
      nextFree = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a number of bytes may pass.
   *
   * @param came the time of their arrival, by {@link System#nanoTime()}
   */
  void pass(int bytes, long came) throws InterruptedException {
    lock.lock();
    try {
      for (long wait = missing(came); wait > 0; wait = missing(came)) {
        if (wait == NEVER) {
          changed.await();
        } else {
          changed.await(wait, TimeUnit.NANOSECONDS);
        }
      }
      if (setting instanceof Setting.Narrow narrow) {
        long free = Math.max(nextFree, System.nanoTime());
        nextFree = free + TimeUnit.SECONDS.toNanos(bytes) / narrow.bytesPerSecond();
      }
    } finally {
      lock.unlock();
    }
  }

  private long missing(long came) {
    long now = System.nanoTime();
    if (setting instanceof Setting.Shut) {
      return NEVER;
    }
    if (setting instanceof Setting.Narrow) {
      return nextFree - now;
    }
    return setting instanceof Setting.Late late ? came + late.nanos() - now : 0;
  }
}
