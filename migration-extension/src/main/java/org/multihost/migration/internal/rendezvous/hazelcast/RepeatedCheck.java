package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.logging.ILogger;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.internal.time.DaemonThread;

/** A check that runs again and again on a timer of its own, also after one that has failed. */
final class RepeatedCheck implements AutoCloseable {

  private final String name;
  private final Runnable check;
  private final ILogger log;
  private final ScheduledExecutorService timer;

  private RepeatedCheck(String name, Runnable check, ILogger log) {
    this.name = name;
    this.check = check;
    this.log = log;
    this.timer = Executors.newSingleThreadScheduledExecutor(task -> DaemonThread.named(name, task));
  }

  /**
   * Starts a check.
   *
   * @param delay the time from the end of one check to the next
   */
  public static RepeatedCheck start(String name, Duration delay, Runnable check, ILogger log) {
    RepeatedCheck repeated = new RepeatedCheck(name, check, log);
    repeated.timer.scheduleWithFixedDelay(repeated::run, 0, delay.toNanos(), TimeUnit.NANOSECONDS);
    return repeated;
  }

  private void run() {
    try {
      check.run();
    } catch (RuntimeException e) {
      log.warning("The check [" + name + "] has failed; it runs again", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
