package org.multihost.migration.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.migration.MigrationCommands;
import org.multihost.migration.qemu.migration.RecoveryWait;
import org.multihost.migration.qemu.mirror.DiskMirror;
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
 * The source's side of one migration, which follows QEMU's events to the end. Its fields are
 * accessed on the QMP client's callback thread only, except those that are volatile.
 */
final class QemuOutgoingMigration implements OutgoingMigration {

  private static final Duration FOR_EXIT = Duration.ofSeconds(2);

  private static final Duration FOR_SWITCHOVER = Duration.ofSeconds(2);

  private final QmpClient qmp;
  private final QemuProcess process;
  private final MigrationOptions options;
  private final ProgressSampler sampler;
  private final ScheduledExecutorService timer;
  private final SourceGuest guest;
  private final RecoveryWait recovery;
  private final MigrationCommands commands;
  private final QmpSubscription events;
  private final CompletableFuture<OutgoingReport> completion = new CompletableFuture<>();
  private final long started = System.nanoTime();

  private volatile boolean waitsForSwitchover;
  private volatile @Nullable DiskMirror mirror;
  private boolean inPostcopy;
  private volatile @Nullable QemuMigrationEnd end;

  private QemuOutgoingMigration(
      QmpClient qmp,
      QemuProcess process,
      MigrationOptions options,
      ProgressSampler sampler,
      ScheduledExecutorService timer) {
    this.qmp = qmp;
    this.process = process;
    this.options = options;
    this.sampler = sampler;
    this.timer = timer;
    this.guest = new SourceGuest(qmp);
    this.recovery = new RecoveryWait(qmp, timer, this::lostInPostcopy);
    this.commands = new MigrationCommands(process.launch().vm(), qmp, options::set, recovery);
    this.events =
        qmp.subscribe(
            QmpEvent.named(MigrationStatus.EVENT, MigrationStatus.PASS_EVENT, "STOP", "RESUME"));
  }

  /** Starts the migration; progress is sampled between QEMU's events. */
  public static QemuOutgoingMigration start(
      QmpClient qmp,
      QemuProcess process,
      MigrationOptions options,
      MigrationEndpoint endpoint,
      ProgressListener listener,
      ProgressSampling sampling) {
    ProgressSampler sampler = new ProgressSampler(qmp, sampling, listener);
    QemuOutgoingMigration migration =
        new QemuOutgoingMigration(qmp, process, options, sampler, sampling.executor());
    migration.follow();
    if (endpoint.disks().isPresent()) {
      migration.mirror(endpoint);
    } else {
      migration.stream(endpoint);
    }
    return migration;
  }

  private void mirror(MigrationEndpoint endpoint) {
    DiskMirror started = DiskMirror.start(process.launch().vm(), qmp, endpoint);
    mirror = started;
    started.failed().thenRun(this::cancelNow);
    started.copied().thenRun(() -> stream(endpoint)).exceptionally(this::notStreamed);
  }

  private @Nullable Void notStreamed(Throwable reason) {
    ended(endsNow(MigrationOutcome.FAILED).because(DiskMirror.reasonOf(reason)));
    return null;
  }

  private void stream(MigrationEndpoint endpoint) {
    OutgoingStream stream =
        OutgoingStream.start(process.launch().vm(), qmp, process.launch().directory(), endpoint);
    stream.accepted().whenComplete(this::accepted);
    completion.whenComplete((report, failure) -> stream.close());
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

  /**
   * A refused command is an immediate failure; the loss of the connection is reported separately.
   */
  private void accepted(Object answer, @Nullable Throwable failure) {
    if (failure instanceof QmpCommandException refusal) {
      ended(endsNow(MigrationOutcome.FAILED).because(refusal.description()));
    } else if (failure instanceof VirtualMachineException noStream) {
      ended(endsNow(MigrationOutcome.FAILED).because(String.valueOf(noStream.getMessage())));
    }
  }

  private void handle(QmpEvent event) {
    switch (event.name()) {
      case "STOP" -> guest.stopped(event);
      case "RESUME" -> guest.resumed();
      case MigrationStatus.PASS_EVENT -> sampler.passed(event.data().path("pass").asLong());
      default -> changed(event.text("status").orElse(""));
    }
  }

  private void changed(String status) {
    waitsForSwitchover = status.equals(MigrationStatus.PRE_SWITCHOVER);
    DiskMirror disks = mirror;
    if (waitsForSwitchover && disks != null) {
      disks.switchOver().thenRun(() -> switchOver(status));
      return;
    }
    sampler.changed(status);
    inPostcopy = MigrationStatus.isPostcopy(status);
    recovery.changed(status.equals(MigrationStatus.POSTCOPY_PAUSED));
    MigrationStatus.outcome(status)
        .ifPresentOrElse(outcome -> ended(endsNow(outcome)), sampler::sample);
  }

  /** The test hears of this status when its disks are ready for the switch, too. */
  private void switchOver(String status) {
    if (end == null) {
      sampler.changed(status);
      if (options.continuesByItself()) {
        waitsForSwitchover = false; // a cancellation then gives the switchover its time
        qmp.send("migrate-continue", Map.of("state", status));
      }
    }
  }

  /** A migration that was cancelled because its disks were not copied has failed. */
  private QemuMigrationEnd endsNow(MigrationOutcome outcome) {
    Duration measured = Duration.ofNanos(System.nanoTime() - started);
    DiskMirror disks = mirror;
    String reason = disks == null ? null : disks.reason();
    return reason == null || outcome == MigrationOutcome.COMPLETED
        ? new QemuMigrationEnd(outcome, measured, sampler)
        : new QemuMigrationEnd(MigrationOutcome.FAILED, measured, sampler).because(reason);
  }

  /** The event decides the outcome; QEMU's figures and state follow when QEMU answers again. */
  private void ended(QemuMigrationEnd now) {
    if (end != null || completion.isDone()) {
      return;
    }
    end = now;
    sampler.close();
    now.settle(qmp)
        .whenComplete(
            (answer, lost) -> {
              if (lost == null) {
                finish(now);
              }
            });
  }

  private void lostInPostcopy(JsonNode answer, Duration waited) {
    if (end == null) {
      QemuMigrationEnd lost =
          endsNow(MigrationOutcome.FAILED).lostInPostcopy(new MigrationFigures(answer), waited);
      end = lost;
      finish(lost);
    }
  }

  /** A reported outcome stays valid even if QEMU exits before it reports its figures. */
  private void lost(QmpException reason) {
    if (completion.isDone()) {
      return;
    }
    boolean exited = process.awaitExit(FOR_EXIT);
    QemuMigrationEnd known = end;
    if (known == null) {
      known = endsNow(MigrationOutcome.FAILED).because(reasonOfLoss(exited, reason));
    }
    finish(exited ? known.in(VmState.GONE) : known);
  }

  private String reasonOfLoss(boolean exited, QmpException reason) {
    String what =
        inPostcopy
            ? "ended in a postcopy, and with it a part of the guest, which is lost"
            : "ended while it migrated";
    return String.valueOf((exited ? process.failure(what, "") : reason).getMessage());
  }

  private void finish(QemuMigrationEnd known) {
    sampler.ended(known.figures());
    DiskMirror.end(mirror).thenRun(() -> completion.complete(known.report(guest)));
  }

  /** Records that the test has paused the guest, by the time of the event; called on any thread. */
  void pausedByTest(Instant event) {
    guest.pausedByTest(event);
  }

  /** Whether the guest's memory was split between the hosts when their connection was lost. */
  boolean hasLostTheGuest() {
    QemuMigrationEnd known = end;
    return known != null && known.hasLostTheGuest();
  }

  @Override
  public CompletionStage<OutgoingReport> completion() {
    return completion.minimalCompletionStage();
  }

  @Override
  public Optional<OutgoingReport> endSoFar() {
    QemuMigrationEnd known = end;
    return Optional.ofNullable(known).map(now -> now.report(guest));
  }

  @Override
  public Commands commands() {
    return commands;
  }

  public boolean isDone() {
    return completion.isDone();
  }

  @Override
  public void parameter(String name, Object value) {
    options.set(name, value);
  }

  /**
   * Cancels the migration. If the guest has stopped, the destination may already have all of it and
   * run it; QEMU would then cancel and run the guest here as well. Therefore the switchover first
   * gets the time that it needs.
   */
  @Override
  public void cancel() {
    if (guest.stoppedForMigration().isPresent() && !waitsForSwitchover) {
      timer.schedule(this::cancelNow, FOR_SWITCHOVER.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      cancelNow();
    }
  }

  private void cancelNow() {
    if (end == null && !completion.isDone()) {
      qmp.send("migrate_cancel", Map.of()).thenRun(this::cancelled);
    }
  }

  /** QEMU knows nothing of a migration whose disks are still copied. */
  private void cancelled() {
    if (DiskMirror.giveUp(mirror)) {
      ended(endsNow(MigrationOutcome.CANCELLED));
    }
  }
}
