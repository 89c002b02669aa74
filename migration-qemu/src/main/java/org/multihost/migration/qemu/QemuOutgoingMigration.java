package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpException;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.qemu.transport.OutgoingStream;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.ProgressListener;

/**
 * The source's side of one migration: follows QEMU's events to the end. What it keeps is touched on
 * the QMP client's callback thread only, but for the fields that say otherwise.
 */
final class QemuOutgoingMigration implements OutgoingMigration {

  private static final Duration FOR_FIGURES = Duration.ofSeconds(5);
  private static final Duration FOR_EXIT = Duration.ofSeconds(2);

  private final QmpClient qmp;
  private final QemuProcess process;
  private final MigrationOptions options;
  private final ProgressSampler sampler;
  private final QmpSubscription events;
  private final CompletableFuture<OutgoingReport> completion = new CompletableFuture<>();
  private final long started = System.nanoTime();

  private @Nullable Instant stopped;

  private QemuOutgoingMigration(
      QmpClient qmp, QemuProcess process, MigrationOptions options, ProgressSampler sampler) {
    this.qmp = qmp;
    this.process = process;
    this.options = options;
    this.sampler = sampler;
    this.events =
        qmp.subscribe(
            QmpEvent.named(MigrationStatus.EVENT, MigrationStatus.PASS_EVENT, "STOP", "RESUME"));
  }

  /** Starts it; progress is sampled between QEMU's events. */
  static QemuOutgoingMigration start(
      QmpClient qmp,
      QemuProcess process,
      MigrationOptions options,
      MigrationEndpoint endpoint,
      ProgressListener listener,
      ProgressSampling sampling) {
    ProgressSampler sampler = new ProgressSampler(qmp, sampling, listener);
    QemuOutgoingMigration migration = new QemuOutgoingMigration(qmp, process, options, sampler);
    migration.follow();
    OutgoingStream stream =
        OutgoingStream.start(process.launch().vm(), qmp, process.launch().directory(), endpoint);
    stream.accepted().whenComplete(migration::accepted);
    migration.completion.whenComplete((report, failure) -> stream.close());
    return migration;
  }

  private void follow() {
    completion.whenComplete(
        (report, failure) -> {
          sampler.close();
          events.close();
        });
    events.forEach(this::handle);
    sampler.start();
    qmp.closed().thenAccept(this::lost);
  }

  /** A refused command is a migration that failed at once; a lost connection comes by itself. */
  private void accepted(Object answer, @Nullable Throwable failure) {
    if (failure instanceof QmpCommandException refusal) {
      finish(MigrationOutcome.FAILED, noFigures(), Optional.of(refusal.description()));
    }
  }

  private void handle(QmpEvent event) {
    switch (event.name()) {
      case "STOP" -> stopped = event.timestamp();
      case "RESUME" -> stopped = null;
      case MigrationStatus.PASS_EVENT -> sampler.passed(event.data().path("pass").asLong());
      default -> changed(event.text("status").orElse(""));
    }
  }

  private void changed(String status) {
    sampler.changed(status);
    MigrationStatus.outcome(status).ifPresentOrElse(this::ended, sampler::sample);
  }

  private void ended(MigrationOutcome outcome) {
    if (completion.isDone()) {
      return;
    }
    try {
      MigrationFigures figures = figures(outcome);
      Optional<String> error =
          switch (outcome) {
            case COMPLETED -> Optional.empty();
            case FAILED -> Optional.of(figures.error().orElse("QEMU does not say why it failed"));
            case CANCELLED -> Optional.of(figures.error().orElse("it was cancelled"));
          };
      finish(outcome, figures, error);
    } catch (QmpException lost) {
      lost(lost);
    }
  }

  /* QEMU adds up the times after it has said that it is done: each question is a round trip. */
  private MigrationFigures figures(MigrationOutcome outcome) {
    long deadline = System.nanoTime() + FOR_FIGURES.toNanos();
    MigrationFigures figures = query();
    while (outcome == MigrationOutcome.COMPLETED
        && !figures.hasTotalTime()
        && System.nanoTime() < deadline) {
      figures = query();
    }
    return figures;
  }

  private MigrationFigures query() {
    return new MigrationFigures(qmp.execute("query-migrate"));
  }

  private void lost(QmpException reason) {
    if (!completion.isDone()) {
      boolean ended = process.awaitExit(FOR_EXIT);
      String text =
          ended
              ? process.failure("ended while it migrated", "").getMessage()
              : String.valueOf(reason.getMessage());
      finish(MigrationOutcome.FAILED, noFigures(), Optional.ofNullable(text));
    }
  }

  private void finish(MigrationOutcome outcome, MigrationFigures figures, Optional<String> error) {
    Duration measured = Duration.ofNanos(System.nanoTime() - started);
    sampler.ended(figures);
    completion.complete(
        new OutgoingReport(
            outcome,
            Optional.empty(),
            Optional.ofNullable(stopped),
            figures.ofTheEnd(measured, sampler.last()),
            error));
  }

  private static MigrationFigures noFigures() {
    return new MigrationFigures(JsonNodeFactory.instance.objectNode());
  }

  @Override
  public CompletionStage<OutgoingReport> completion() {
    return completion.minimalCompletionStage();
  }

  boolean isDone() {
    return completion.isDone();
  }

  @Override
  public void parameter(String name, Object value) {
    options.set(name, value);
  }

  @Override
  public void cancel() {
    if (!completion.isDone()) {
      qmp.send("migrate_cancel", Map.of());
    }
  }
}
