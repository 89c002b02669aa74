package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Finds out that a process has been stopped by a signal: its connections then stay open, and
 * nothing else would ever tell. Linux says so in {@code /proc/PID/stat} (proc(5), state {@code T});
 * elsewhere this finds nothing. One that a debugger holds (state {@code t}) is left alone.
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
   * Looks once in each interval, until cancelled; tells when it has been stopped for five seconds.
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
    if (!isStopped(pid)) {
      since = 0;
    } else if (since == 0) {
      since = now;
    } else if (now - since >= TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
      onFrozen.run();
    }
  }

  /** Whether a signal has stopped it, such as SIGSTOP. */
  static boolean isStopped(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      // Behind the program's name in parentheses, which may have any characters.
      return stat.startsWith(" T", stat.lastIndexOf(')') + 1);
    } catch (IOException goneOrNotLinux) {
      return false;
    }
  }
}
