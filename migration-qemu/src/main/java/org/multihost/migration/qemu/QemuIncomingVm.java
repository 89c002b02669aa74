package org.multihost.migration.qemu;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.migration.MigrationCommands;
import org.multihost.migration.qemu.migration.ReportedFigures;
import org.multihost.migration.qemu.migration.TypedOptions;
import org.multihost.migration.qemu.mirror.DiskExports;
import org.multihost.migration.qemu.process.RunDirectory;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpCommandException;
import org.multihost.migration.qemu.qmp.QmpConnectionException;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpException;
import org.multihost.migration.qemu.qmp.QmpSubscription;
import org.multihost.migration.qemu.transport.IncomingStream;
import org.multihost.migration.qemu.transport.ListeningPlace;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.ProgressListener;

/**
 * The destination's side of one migration: a QEMU that waits for the stream. Its mutable fields are
 * written on the QMP client's callback thread only.
 */
final class QemuIncomingVm implements IncomingVm {

  private static final Duration FOR_EXIT = Duration.ofSeconds(2);
  private static final Duration FOR_RESUME = Duration.ofSeconds(10);

  private final QemuVm vm;
  private final QmpClient qmp;
  private final ListeningPlace place;
  private final DiskExports disks;
  private final ScheduledExecutorService scheduler;
  private final CompletableFuture<IncomingReport> completion = new CompletableFuture<>();

  private volatile @Nullable IncomingStream stream;
  private volatile ProgressListener listener = progress -> {};
  private volatile long since = System.nanoTime();
  private volatile @Nullable Instant resumed;
  private volatile boolean received;

  private QemuIncomingVm(
      QemuVm vm, ListeningPlace place, DiskExports disks, ScheduledExecutorService scheduler) {
    this.vm = vm;
    this.qmp = vm.qmp();
    this.place = place;
    this.disks = disks;
    this.scheduler = scheduler;
  }

  /**
   * Creates the destination's side for a QEMU that waits; its end is reported also if it comes
   * before the VM listens.
   *
   * @param disks the server for its disks
   * @param place the addresses and ports at which this host listens for migrations
   */
  static QemuIncomingVm of(
      QemuVm vm, DiskExports disks, ListeningPlace place, ScheduledExecutorService scheduler) {
    QemuIncomingVm incoming = new QemuIncomingVm(vm, place, disks, scheduler);
    incoming.qmp.closed().thenAccept(incoming::lost);
    return incoming;
  }

  /** Adds an action for the VM's end, which is left out if the guest, or a part of it, has come. */
  void closedWithoutGuest(AutoCloseable action) {
    vm.onClose(
        () -> {
          if (!received && resumed == null) {
            action.close();
          }
        });
  }

  /** A guest of a postcopy has to run before its memory is complete. */
  @Override
  public boolean hold(MigrationSettings settings) {
    if (Boolean.TRUE.equals(TypedOptions.named(settings).capabilities().get("postcopy-ram"))) {
      return false;
    }
    qmp.execute("stop"); // a QEMU that waits for a migration then starts no guest by itself
    return true;
  }

  @Override
  public boolean follow(ProgressListener statuses) {
    listener = statuses;
    return true;
  }

  @Override
  public MigrationEndpoint listen(MigrationSettings typed) {
    MigrationSettings settings = TypedOptions.named(typed);
    IncomingStream.verify(vm.name(), settings);
    disks.verify(settings.transport());
    vm.options().set(settings);
    since = System.nanoTime();
    follow(qmp.subscribe(QmpEvent.named(MigrationStatus.EVENT, "RESUME")));
    RunDirectory directory = vm.process().launch().directory();
    IncomingStream opened =
        IncomingStream.of(settings.transport(), vm.name(), qmp, place, directory);
    stream = opened;
    vm.onClose(opened);
    Optional<String> forDisks = disks.listen(settings.transport(), place, directory);
    return opened.listen().withDisks(forDisks);
  }

  @Override
  public void pause() {
    MigrationCommands.pause(vm.name(), qmp);
  }

  @Override
  public MigrationEndpoint recover() {
    return Objects.requireNonNull(stream, "not listening").recover();
  }

  /** A file that QEMU cannot open, or a QEMU that has ended, is a failed migration. */
  @Override
  public void load() {
    try {
      Objects.requireNonNull(stream, "not listening").load();
    } catch (QmpCommandException refused) {
      notLoaded(refused.description());
    } catch (VirtualMachineException impossible) {
      notLoaded(String.valueOf(impossible.getMessage()));
    } catch (QmpConnectionException gone) {
      lost(gone);
    }
  }

  private void notLoaded(String reason) {
    completion.complete(IncomingReport.absent(VmState.INCOMING, Optional.of(reason)));
  }

  private void follow(QmpSubscription events) {
    completion.whenComplete((report, failure) -> events.close());
    completion.thenAccept(this::letGo);
    events.forEach(this::handle);
  }

  /** After a failure, closes the stream, so that it does not block the source. */
  private void letGo(IncomingReport report) {
    IncomingStream opened = stream;
    if (report.outcome() != MigrationOutcome.COMPLETED && opened != null) {
      opened.close();
    } else if (opened != null) {
      opened.arrived();
    }
  }

  private void handle(QmpEvent event) {
    try {
      if (event.name().equals("RESUME")) {
        resumed(event.timestamp());
      } else {
        String status = event.text("status").orElse("");
        Duration elapsed = Duration.ofNanos(System.nanoTime() - since);
        listener.progressed(new MigrationProgress(status, 0, elapsed, 0, 0, 0, 0));
        MigrationStatus.waits(status).ifPresent(listener::waits);
        MigrationStatus.outcome(status).ifPresent(this::ended);
      }
    } catch (QmpException lost) {
      lost(lost);
    }
  }

  private void resumed(Instant time) {
    if (resumed == null) {
      listener.guestRuns();
    }
    resumed = time;
    if (received) {
      arrived();
    }
  }

  private void ended(MigrationOutcome outcome) {
    if (outcome == MigrationOutcome.COMPLETED) {
      received();
    } else {
      failed("QEMU of the destination says that the migration has failed");
    }
  }

  /** The stream is complete; the guest resumes, or stays in the state that it had on the source. */
  private void received() {
    received = true;
    if (resumed != null || staysStopped()) {
      arrived();
    } else {
      expectResume();
    }
  }

  private boolean staysStopped() {
    String state = status();
    return !state.equals("running") && !state.equals(QemuRunState.WAITS_FOR_MIGRATION);
  }

  private String status() {
    return qmp.execute("query-status").path("status").asText();
  }

  private void expectResume() {
    Future<?> deadline =
        scheduler.schedule(
            () ->
                failed(
                    "the guest has arrived and did not resume within "
                        + FOR_RESUME.toSeconds()
                        + " s"),
            FOR_RESUME.toSeconds(),
            TimeUnit.SECONDS);
    completion.whenComplete((report, failure) -> deadline.cancel(false));
  }

  /** The disks of a paused guest are activated when it resumes. */
  private void arrived() {
    disks.stop();
    VmState state = QemuRunState.of(status());
    Optional<String> unusable =
        state == VmState.RUNNING ? DiskActivation.problem(qmp, vm.process()) : Optional.empty();
    if (unusable.isEmpty()) {
      vm.guestIsHere();
    }
    completion.complete(
        new IncomingReport(
            unusable.isEmpty() ? MigrationOutcome.COMPLETED : MigrationOutcome.FAILED,
            state,
            Optional.ofNullable(resumed),
            unusable,
            new ReportedFigures().add(qmp.execute("query-migrate")).figures()));
  }

  private void lost(QmpException reason) {
    failed(String.valueOf(reason.getMessage()));
  }

  /* A destination that fails exits by itself; its last output is the reason. */
  private void failed(String otherwise) {
    if (completion.isDone()) {
      return;
    }
    boolean ended = vm.process().awaitExit(FOR_EXIT);
    String error =
        ended ? vm.process().failure("ended before the guest arrived", "").getMessage() : otherwise;
    completion.complete(
        new IncomingReport(
            MigrationOutcome.FAILED,
            ended ? VmState.GONE : vm.state(),
            Optional.ofNullable(resumed),
            Optional.ofNullable(error)));
  }

  @Override
  public LocalVm vm() {
    return vm;
  }

  @Override
  public CompletionStage<IncomingReport> completion() {
    return completion.minimalCompletionStage();
  }
}
