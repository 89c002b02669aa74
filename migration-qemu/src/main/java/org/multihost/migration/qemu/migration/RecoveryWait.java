package org.multihost.migration.qemu.migration;

import static org.apiguardian.api.API.Status.INTERNAL;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.qmp.QmpClient;

/**
 * The wait of a postcopy without its stream for a recovery; when nothing recovers it in time, its
 * guest is lost. Safe for use by several threads.
 */
@API(status = INTERNAL)
public final class RecoveryWait {

  /** The time for a test to begin a recovery; the test is notified of the pause at once. */
  private static final Duration FOR_RECOVERY = Duration.ofSeconds(5);

  private final QmpClient qmp;
  private final ScheduledExecutorService timer;
  private final BiConsumer<JsonNode, Duration> lost;

  // Guarded by this.
  private long pauses;
  private boolean paused;

  /**
   * Creates the wait of a migration.
   *
   * @param lost receives QEMU's figures and how long the wait was, on the client's callback thread
   */
  public RecoveryWait(
      QmpClient qmp, ScheduledExecutorService timer, BiConsumer<JsonNode, Duration> lost) {
    this.qmp = qmp;
    this.timer = timer;
    this.lost = lost;
  }

  /** Receives each new status, and whether the postcopy has lost its stream by it. */
  public synchronized void changed(boolean withoutStream) {
    paused = withoutStream;
    pauses++;
    if (withoutStream) {
      await(FOR_RECOVERY);
    }
  }

  /** Gives a recovery that has begun more time. */
  synchronized void extend(Duration limit) {
    if (paused) {
      pauses++;
      await(limit);
    }
  }

  private void await(Duration limit) {
    long pause = pauses;
    timer.schedule(
        () -> qmp.send("query-migrate", Map.of()).thenAccept(now -> end(pause, now, limit)),
        limit.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void end(long pause, JsonNode answer, Duration waited) {
    synchronized (this) {
      if (pause != pauses) {
        return;
      }
    }
    lost.accept(answer, waited);
  }
}
