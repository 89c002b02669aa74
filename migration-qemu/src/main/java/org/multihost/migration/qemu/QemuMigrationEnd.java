package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.migration.ReportedFigures;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.OutgoingFigures;
import org.multihost.migration.spi.OutgoingReport;

/**
 * The end of a migration at its source: the outcome, which an event has reported, and the figures
 * and the state that QEMU reports afterwards. Queries are sent one at a time and without a timeout:
 * while QEMU closes the stream, which may be a file on a slow disk, it does not answer. Written on
 * the QMP client's callback thread, read on any.
 */
final class QemuMigrationEnd {

  /** QEMU adds up its figures and enters its last state shortly after the event. */
  private static final Duration FOR_SETTLING = Duration.ofSeconds(5);

  private static final String UNSETTLED = "finish-migrate";

  private final MigrationOutcome outcome;
  private final Duration measured;
  private final MigrationProgress last;
  private final ReportedFigures reported;
  private volatile MigrationFigures figures = MigrationFigures.NONE;
  private volatile @Nullable VmState state;
  private volatile @Nullable String error;
  private long settling; // since the first answer; 0 before

  /**
   * Creates the end with its outcome.
   *
   * @param measured the duration from the migration's start to the event
   * @param sampler has the last progress and figures, for what QEMU no longer reports
   */
  QemuMigrationEnd(MigrationOutcome outcome, Duration measured, ProgressSampler sampler) {
    this.outcome = outcome;
    this.measured = measured;
    this.last = sampler.last();
    this.reported = sampler.reported();
  }

  /** Sets a reason of failure that QEMU's figures do not have. */
  QemuMigrationEnd because(String reason) {
    error = reason;
    return this;
  }

  /** Sets a state that QEMU does not report. */
  public QemuMigrationEnd in(VmState known) {
    state = known;
    return this;
  }

  /** Sets the state of a guest of which each side has a part. */
  QemuMigrationEnd lostInPostcopy(MigrationFigures known, Duration waited) {
    return in(VmState.LOST)
        .with(known)
        .because(
            "the guest is lost: a part of it was on each side when the postcopy lost its stream, and nobody recovered it within %s: %s"
                .formatted(DurationText.of(waited), known.error().orElse("QEMU gives no reason")));
  }

  /** Sets figures that QEMU has reported before. */
  public QemuMigrationEnd with(MigrationFigures known) {
    figures = known;
    return this;
  }

  /** Queries figures and state; completes when both are final, exceptionally if QEMU is gone. */
  public CompletionStage<JsonNode> settle(QmpClient qmp) {
    return qmp.send("query-migrate", Map.of())
        .thenCompose(
            answer -> {
              figures = new MigrationFigures(answer);
              return qmp.send("query-status", Map.of());
            })
        .thenCompose(
            answer -> isFinal(answer) ? CompletableFuture.completedStage(answer) : settle(qmp));
  }

  private boolean isFinal(JsonNode answer) {
    String status = answer.path("status").asText();
    state = QemuRunState.of(status);
    if (settling == 0) {
      settling = System.nanoTime();
    }
    boolean addedUp = outcome != MigrationOutcome.COMPLETED || figures.hasTotalTime();
    return addedUp && !status.equals(UNSETTLED)
        || System.nanoTime() - settling > FOR_SETTLING.toNanos();
  }

  boolean hasLostTheGuest() {
    return state == VmState.LOST;
  }

  public MigrationFigures figures() {
    return figures;
  }

  /** Returns a report of everything that is known so far. */
  public OutgoingReport report(SourceGuest guest) {
    OutgoingFigures known = figures.ofTheEnd(measured, last, reported);
    return new OutgoingReport(
        outcome, Optional.ofNullable(state), guest.stoppedForMigration(), known, error());
  }

  private Optional<String> error() {
    return switch (outcome) {
      case COMPLETED -> Optional.empty();
      case FAILED -> known().or(() -> Optional.of("QEMU does not say why it failed"));
      case CANCELLED -> known().or(() -> Optional.of("it was cancelled"));
    };
  }

  private Optional<String> known() {
    return Optional.ofNullable(error).or(() -> figures.error());
  }
}
