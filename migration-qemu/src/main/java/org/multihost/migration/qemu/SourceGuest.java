package org.multihost.migration.qemu;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;

/**
 * The guest of a VM at the source of a migration: whether, and when, it stopped for the migration.
 * A guest that the test pauses meanwhile must stay paused at the destination; STOP alone does not
 * show the difference.
 */
final class SourceGuest {

  private final QmpClient qmp;
  private volatile @Nullable Instant stopped;
  private volatile @Nullable Instant pausedByTest;

  SourceGuest(QmpClient qmp) {
    this.qmp = qmp;
  }

  /** Handles QEMU's STOP; called on the client's callback thread. */
  public void stopped(QmpEvent event) {
    Instant now = event.timestamp();
    stopped = now;
    qmp.send("query-status", Map.of())
        .thenAccept(
            answer -> {
              // Only a command leads to [paused]: a stop for the migration leads to
              // [finish-migrate].
              if (answer.path("status").asText().equals("paused")) {
                pausedByTest = now;
              }
            });
  }

  /** Handles QEMU's RESUME; called on the client's callback thread. */
  public void resumed() {
    stopped = null;
  }

  /** Records that the test has paused the guest, by the time of the event; called on any thread. */
  void pausedByTest(Instant event) {
    pausedByTest = event;
  }

  /** Returns when the guest stopped for the migration; empty if it did not run, or runs. */
  Optional<Instant> stoppedForMigration() {
    return Optional.ofNullable(stopped).filter(event -> !event.equals(pausedByTest));
  }
}
