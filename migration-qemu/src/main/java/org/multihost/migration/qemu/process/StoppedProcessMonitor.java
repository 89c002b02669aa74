package org.multihost.migration.qemu.process;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A monitor that detects a process stopped by a signal. Its connections stay open, so nothing else
 * reports it. On systems other than Linux this monitor detects nothing; it ignores a process that a
 * debugger has stopped.
 */
final class StoppedProcessMonitor implements Runnable {

  private static final long PATIENCE_SECONDS = 5;

  private final long pid;
  private final Runnable onFrozen;
  private long since;

  private StoppedProcessMonitor(long pid, Runnable onFrozen) {
    this.pid = pid;
    this.onFrozen = onFrozen;
  }

  /**
   * Checks the process once per interval until cancelled; reports it after it has been stopped for
   * five seconds.
   */
  public static Future<?> start(
      long pid, ScheduledExecutorService executor, Duration interval, Runnable onFrozen) {
    return executor.scheduleWithFixedDelay(
        new StoppedProcessMonitor(pid, onFrozen),
        interval.toNanos(),
        interval.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    if (!ProcessState.isStopped(pid)) {
      since = 0;
    } else if (since == 0) {
      since = now;
    } else if (now - since >= TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
      onFrozen.run();
    }
  }
}
