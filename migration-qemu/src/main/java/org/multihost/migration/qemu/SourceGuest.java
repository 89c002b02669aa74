package org.multihost.migration.qemu;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;

/**
 * The guest of a machine that migrates away: whether, and when, it stopped for the migration. A
 * guest that the test stops meanwhile is to stay paused at the destination, so that STOP alone does
 * not tell.
 */
final class SourceGuest {

  private final QmpClient qmp;
  private volatile @Nullable Instant stopped;
  private volatile @Nullable Instant pausedByTest;

  SourceGuest(QmpClient qmp) {
    this.qmp = qmp;
  }

  /** QEMU has sent STOP; called on the client's callback thread. */
  public void stopped(QmpEvent event) {
    Instant now = event.timestamp();
    stopped = now;
    qmp.send("query-status", Map.of())
        .thenAccept(
            answer -> {
              // Only a command leaves it so: the migration's own stop is called [finish-migrate].
              if (answer.path("status").asText().equals("paused")) {
                pausedByTest = now;
              }
            });
  }

  /** QEMU has sent RESUME; called on the client's callback thread. */
  public void resumed() {
    stopped = null;
  }

  /** The test has stopped it, by the event of that time; called on any thread. */
  void pausedByTest(Instant event) {
    pausedByTest = event;
  }

  /** When it stopped for the migration; empty if it did not run, or runs. */
  Optional<Instant> stoppedForMigration() {
    return Optional.ofNullable(stopped).filter(event -> !event.equals(pausedByTest));
  }
}
