package org.multihost.migration.internal.scenario.migration;

import static java.util.Locale.ROOT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationSide;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.scenario.history.ProgressLines;
import org.multihost.migration.internal.scenario.history.SideHistory;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.internal.stream.StreamProxy;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.ProgressListener;

/**
 * The outgoing side of all VMs of a migration, from the start of the first to the end of the last.
 */
final class OutgoingMigrations {

  private static final long RECORDED_EVERY = 100;

  private final MigrationContext context;
  private final MigrationPlan plan;
  private final DuringSteps meanwhile;
  private final Cancellation cancellation;
  private final Map<String, OutgoingMigration> outgoing = new ConcurrentHashMap<>();
  private final Map<String, SideHistory> histories = new ConcurrentHashMap<>();
  private final Detour detour;
  private final CompletableFuture<Duration> took = new CompletableFuture<>();
  private volatile long begun;
  private volatile MigrationProgress lastUnderWay = MigrationProgress.NONE;
  private volatile boolean started;
  private volatile boolean cancelled;
  private volatile boolean over;

  OutgoingMigrations(MigrationContext context) {
    this.context = context;
    this.plan = context.plan();
    this.meanwhile = new DuringSteps(context, context.plan().steps().during());
    this.cancellation = new Cancellation(context, this::cancelAll);
    this.detour = new Detour(plan);
  }

  /** Starts all VMs at once. */
  synchronized void start(Map<ManagedVm, LocalVm> leaving, Handover.Endpoints endpoints) {
    begun = context.test().time().nanos();
    context.test().recording().add(Recordings.begun(plan, endpoints.ofVms()));
    try {
      leaving.forEach((vm, local) -> start(vm, local, endpoints));
    } finally {
      started = true;
      if (cancelled) {
        cancelAll();
      }
    }
    meanwhile.begin();
    CompletableFuture.allOf(
            outgoing.values().stream()
                .map(each -> each.completion().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new))
        .thenRun(this::migrationEnded);
    plan.manner()
        .cancelAfter()
        .ifPresent(duration -> context.test().time().after(duration, this::cancel));
  }

  private void start(ManagedVm vm, LocalVm local, Handover.Endpoints endpoints) {
    MigrationEndpoint offered = Objects.requireNonNull(endpoints.ofVms().get(vm.name()));
    MigrationEndpoint endpoint = detour.to(offered);
    OutgoingMigration migration = local.migrate(endpoint, plan.settingsOf(vm), new Listener(vm));
    outgoing.put(vm.name(), migration);
    context.test().vms().departs(vm.name(), migration.completion());
  }

  /** The listener to one VM's progress. */
  private final class Listener implements ProgressListener {

    private final ProgressLines lines;
    private final SideHistory history;
    private final ManagedVm vm;
    private long recordedAt;

    private Listener(ManagedVm vm) {
      this.vm = vm;
      this.history = new SideHistory(plan.source());
      histories.put(vm.name(), history);
      this.lines =
          new ProgressLines(
              vm.name(),
              context.test().settings().get(RunSettings.PROGRESS_INTERVAL),
              context.test().time());
    }

    @Override
    public void progressed(MigrationProgress progress) {
      record(progress, RECORDED_EVERY);
      history.add(progress, Instant.now());
      lastUnderWay = progress;
      context.record().progressed(progress);
      cancellation.progressed(progress);
      meanwhile.progressed(progress);
      lines.next(progress).ifPresent(context::say);
    }

    /** Records each new status and pass, and what is between them at most every 100 ms. */
    private void record(MigrationProgress now, long interval) {
      MigrationProgress before = context.record().progress();
      boolean news = !now.status().equals(before.status()) || now.iteration() != before.iteration();
      if (news || Recording.now() - recordedAt >= interval) {
        recordedAt = Recording.now();
        context.test().recording().add(Recordings.progress(plan, vm.name(), now));
      }
    }

    @Override
    public void waits(Wait command) {
      meanwhile.waits(command);
    }

    @Override
    public boolean awaitsMoment() {
      return meanwhile.awaitsSample() || cancellation.awaitsCondition();
    }

    @Override
    public void ended(MigrationProgress last) {
      record(last, 0);
      history.ended(last, Instant.now());
      context.record().progressed(last);
      lines.last(last).ifPresent(context::say);
    }
  }

  /** Returns the proxy; null if the plan has none. */
  @Nullable StreamProxy proxy() {
    return detour.proxy();
  }

  /** Waits until all have ended, and for the steps that run meanwhile. */
  public Map<String, OutgoingReport> await() throws InterruptedException {
    Map<String, OutgoingReport> reports = new LinkedHashMap<>();
    for (ManagedVm vm : plan.vms()) {
      OutgoingMigration migration = Objects.requireNonNull(outgoing.get(vm.name()));
      reports.put(vm.name(), end(vm, migration));
    }
    over = true;
    migrationEnded();
    meanwhile.awaitSteps(left().plus(Timeouts.SLACK));
    verifyNoneMissed(reports, took.join());
    detour.heal();
    return reports;
  }

  /** Records the end when it happens; the thread that waits for it may continue much later. */
  private void migrationEnded() {
    took.complete(context.test().time().since(begun));
    meanwhile.migrationEnded(took.join());
  }

  /**
   * Returns the report of one VM. A reported outcome stands, even if the figures do not arrive in
   * time.
   */
  private OutgoingReport end(ManagedVm vm, OutgoingMigration migration)
      throws InterruptedException {
    return context
        .test()
        .waits()
        .within(left(), migration.completion())
        .or(migration::endSoFar)
        .orElseThrow(() -> late(vm));
  }

  private void verifyNoneMissed(Map<String, OutgoingReport> reports, Duration took) {
    List<String> missed = new ArrayList<>(meanwhile.missed());
    if (reports.values().stream().allMatch(r -> r.outcome() == MigrationOutcome.COMPLETED)) {
      missed.addAll(cancellation.missed());
    }
    if (!missed.isEmpty()) {
      throw new MissedMoments(plan, missed, lastUnderWay, took)
          .failure(reports, context.test().settings().get(RunSettings.PROGRESS_MOMENT_INTERVAL));
    }
  }

  /** Returns the histories of all VMs, with the figures of their ends. */
  Map<String, MigrationSide> sides(Map<String, OutgoingReport> reports) {
    Map<String, MigrationSide> sides = new HashMap<>();
    reports.forEach(
        (vm, end) ->
            sides.put(
                vm, Objects.requireNonNull(histories.get(vm)).side(end.figures().reported())));
    return sides;
  }

  /** Returns the progress at which the test requested the cancellation. */
  public Optional<MigrationProgress> cancelledAt() {
    return cancellation.askedAt();
  }

  /** Returns the time left for the migration, never negative. */
  public Duration left() {
    Duration left = plan.timeout().minus(context.test().time().since(begun));
    return left.isNegative() ? Duration.ofNanos(1) : left;
  }

  private MigrationFailedException late(ManagedVm vm) {
    return new MigrationFailedException(
        "Virtual machine [%s] did not end its migration from [%s] to [%s] within %s; last progress: %s"
            .formatted(
                vm.name(),
                plan.source(),
                plan.destination(),
                Durations.format(plan.timeout()),
                ProgressText.of(context.record().progress())));
  }

  /**
   * Changes a parameter of all outgoing VMs. A step may call this before the start of the last VM
   * has returned, or when the migration has just ended; then nothing is changed.
   */
  synchronized void parameter(String name, Object value) {
    if (over) {
      context.say("the migration has ended: [%s] is not changed to [%s]".formatted(name, value));
    } else {
      outgoing.values().forEach(each -> each.parameter(name, value));
    }
  }

  /** Gives a command to all outgoing VMs; does nothing after the migration has ended. */
  synchronized void command(String what, Consumer<OutgoingMigration.Commands> command) {
    if (over) {
      context.say("the migration has ended: %s has no effect".formatted(what.toLowerCase(ROOT)));
    } else {
      outgoing.values().forEach(each -> command.accept(each.commands()));
    }
  }

  /** Connects again, to these endpoints. */
  void recover(Map<String, MigrationEndpoint> endpoints) {
    outgoing.forEach(
        (vm, each) ->
            each.commands().recover(detour.to(Objects.requireNonNull(endpoints.get(vm)))));
  }

  /**
   * Cancels the migration for the test; a request before the start takes effect at the start.
   *
   * @return whether this is the first request, and the migration is not over
   */
  public boolean cancel() {
    return !over && cancellation.ask(context.record().progress());
  }

  /** Does not wait: a thread of the driver may call this before the start has returned. */
  private void cancelAll() {
    cancelled = true;
    if (started && !over) {
      outgoing.values().forEach(OutgoingMigration::cancel);
    }
  }

  /** Ends what is left of the migration; harmless after its end. */
  public void abandon() {
    meanwhile.abandon();
    cancelAll();
    close();
  }

  /** Closes the stream's route, after both sides have reported the end. */
  public void close() {
    detour.close();
  }
}
