package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.multihost.migration.MigrationMoment;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationSide;
import org.multihost.migration.MultihostException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.scenario.diagnosis.MigrationFiles;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.StageWaits;
import org.multihost.migration.internal.scenario.history.SideHistory;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.ProgressListener;

/** The side of the host that receives the VMs. */
final class DestinationSide implements Side {

  private static final Duration FOR_REASON = Duration.ofSeconds(3);

  private final MigrationContext context;
  private final MigrationPlan plan;
  private final Map<ManagedVm, IncomingVm> arriving = new LinkedHashMap<>();
  private final MemoryExchange proofs;
  private final Map<String, SideHistory> histories = new LinkedHashMap<>();

  private final DuringSteps meanwhile;
  private long begun;

  DestinationSide(MigrationContext context) {
    this.context = context;
    this.meanwhile = new DuringSteps(context, context.plan().steps().duringAtDestination());
    this.plan = context.plan();
    this.proofs = new MemoryExchange(context);
  }

  /**
   * Starts the incoming VMs from the descriptions of the source's VMs, and publishes the actual
   * endpoints at which they listen.
   */
  @Override
  public void prepare() {
    String json =
        context.lane().await(context.value("descriptions"), context.record().limit(HostWait.VMS));
    Handover.Descriptions source = Json.read(json, Handover.Descriptions.class);
    Map<String, MigrationEndpoint> endpoints = new LinkedHashMap<>();
    for (ManagedVm vm : plan.vms()) {
      MachineDescription machine =
          new MachineDescription(Objects.requireNonNull(source.texts().get(vm.name())));
      IncomingVm incoming = context.test().vms().startIncoming(vm, machine, plan.argumentsOf(vm));
      arriving.put(vm, incoming);
      context.underWay().arrives(vm, incoming);
      proofs.hold(vm, incoming);
      SideHistory history = new SideHistory(plan.destination());
      histories.put(vm.name(), history);
      incoming.follow(new Listener(history));
      incoming.completion().thenAccept(this::ended);
      endpoints.put(vm.name(), incoming.listen(plan.settingsOf(vm, source.file(vm.name()))));
    }
    context
        .lane()
        .publish(context.value("endpoints"), Json.write(new Handover.Endpoints(endpoints)));
  }

  /** A source that waits for a recovery then learns that this side has failed. */
  private void ended(IncomingReport report) {
    boolean recovers =
        plan.steps().during().stream()
            .anyMatch(each -> each.moment() instanceof MigrationMoment.PostcopyPaused);
    if (recovers && report.outcome() != MigrationOutcome.COMPLETED) {
      meanwhile.execute(() -> context.underWay().refuseRecovery(context));
    }
  }

  /** The listener to one VM's statuses on this side. */
  private final class Listener implements ProgressListener {

    private final SideHistory history;

    private Listener(SideHistory history) {
      this.history = history;
    }

    @Override
    public void progressed(MigrationProgress progress) {
      history.add(progress, Instant.now());
      meanwhile.progressed(progress);
    }

    @Override
    public void guestRuns() {
      meanwhile.guestRuns();
    }

    @Override
    public void waits(Wait command) {
      meanwhile.waits(command);
    }
  }

  @Override
  public void beforeMigration() throws Throwable {
    plan.steps().hooks().beforeMigration(context.work());
  }

  /**
   * Waits for the source's report first: a destination to which no source connects would wait for
   * ever.
   */
  @Override
  public void migrate() throws Throwable {
    begun = context.test().time().nanos();
    meanwhile.begin();
    plan.steps().hooks().migrateOnDestination(context.work());
    String json =
        context.lane().await(context.value("outgoing"), context.record().limit(HostWait.OUTGOING));
    Handover.Outgoing outgoing = Json.read(json, Handover.Outgoing.class);
    Map<String, IncomingReport> reports = new LinkedHashMap<>();
    for (Map.Entry<ManagedVm, IncomingVm> entry : arriving.entrySet()) {
      String name = entry.getKey().name();
      OutgoingReport source = Objects.requireNonNull(outgoing.reports().get(name));
      reports.put(name, report(entry.getKey(), entry.getValue(), source));
    }
    awaitSteps(outgoing);
    context.record().outgoing(outgoing);
    Handover.Incoming end = new Handover.Incoming(reports, proofs.verified(), sides(reports));
    context.record().incoming(end);
    context.lane().publish(context.value("incoming"), Json.write(end));
  }

  /** Waits for the steps of this side, after its end. */
  private void awaitSteps(Handover.Outgoing outgoing) throws InterruptedException {
    Duration took = context.test().time().since(begun);
    meanwhile.migrationEnded(took);
    meanwhile.awaitSteps(plan.timeouts().finish());
    List<String> missed = meanwhile.missed();
    if (!missed.isEmpty()) {
      Duration samples = context.test().settings().get(RunSettings.PROGRESS_MOMENT_INTERVAL);
      throw new MissedMoments(plan, missed, MigrationProgress.NONE, took)
          .failure(outgoing.reports(), samples);
    }
  }

  private Map<String, MigrationSide> sides(Map<String, IncomingReport> reports) {
    Map<String, MigrationSide> sides = new LinkedHashMap<>();
    histories.forEach(
        (vm, history) ->
            sides.put(vm, history.side(Objects.requireNonNull(reports.get(vm)).figures())));
    return sides;
  }

  private IncomingReport report(ManagedVm vm, IncomingVm incoming, OutgoingReport source)
      throws InterruptedException {
    if (!VmVerdict.hasLeft(source)) {
      return asFarAsItCame(incoming, source);
    }
    incoming.load();
    StageWaits waits = context.test().waits();
    IncomingReport arrived = waits.await(incoming.completion(), patience(), () -> late(vm));
    boolean stopped = (plan.manner().offline() || proofs.holds(vm)) && source.stopped().isPresent();
    UnaryOperator<IncomingReport> rest = end -> stopped ? goesOn(incoming.vm(), end) : end;
    return proofs.verify(vm, incoming.vm(), arrived, rest);
  }

  /**
   * Returns the report if the source still has the guest. If this side has refused the guest, the
   * source's report says only that the connection broke.
   */
  private IncomingReport asFarAsItCame(IncomingVm incoming, OutgoingReport source)
      throws InterruptedException {
    if (plan.throughFile()) {
      return IncomingReport.absent(VmState.INCOMING, Optional.empty());
    }
    return context
        .test()
        .waits()
        .within(FOR_REASON, incoming.completion())
        .orElseGet(() -> IncomingReport.absent(stateOf(incoming.vm(), source), Optional.empty()));
  }

  /** A hypervisor whose guest waits for a page that never comes may not answer. */
  private static VmState stateOf(LocalVm vm, OutgoingReport source) {
    return source.state().filter(VmState.LOST::equals).orElseGet(vm::state);
  }

  /**
   * Resumes a guest that was paused for the migration, which may fail on what only a running guest
   * needs.
   */
  private static IncomingReport goesOn(LocalVm vm, IncomingReport arrived) {
    if (arrived.outcome() != MigrationOutcome.COMPLETED || arrived.state() != VmState.PAUSED) {
      return arrived;
    }
    try {
      return vm.resume().map(arrived::resumedAt).orElse(arrived);
    } catch (MultihostException refused) {
      return IncomingReport.absent(vm.state(), Optional.ofNullable(refused.getMessage()));
    }
  }

  /**
   * Returns the limit for the guest to run here; through a file, the whole VM is still to be
   * loaded.
   */
  private Duration patience() {
    return plan.throughFile() ? plan.timeout() : plan.timeouts().finish();
  }

  private VirtualMachineException late(ManagedVm vm) {
    return new VirtualMachineException(
        "The source has sent virtual machine [%s], but it did not resume on host [%s] within %s"
            .formatted(vm.name(), plan.destination(), Durations.format(patience())));
  }

  /**
   * Records the VMs that have arrived, and ends the other incoming processes: a second copy of a VM
   * must never run.
   */
  @Override
  public void migrated() throws Throwable {
    List<Runnable> closing = new ArrayList<>();
    arriving.forEach(
        (vm, incoming) -> {
          if (context.completed(vm)) {
            vm.arrives(incoming.vm(), context.record().isAsleep(vm.name()));
          } else {
            closing.add(() -> incoming.vm().close());
          }
          context.test().vms().settled(incoming);
        });
    try {
      context.perform(closing.isEmpty() ? null : plan.steps().checkArriving());
    } finally {
      closing.forEach(Runnable::run);
    }
    plan.steps().hooks().afterMigration(context.work());
  }

  @Override
  public void check() throws Throwable {
    for (ManagedVm vm : plan.vms()) {
      if (context.completed(vm)) {
        context.verifyGuest(vm);
      }
    }
    plan.steps().hooks().checkOnDestination(context.work());
    context.perform(plan.steps().checkWork());
  }

  /**
   * Removes the files that were sent to this host; the source removes files that the hosts share.
   */
  @Override
  public void finish() {
    if (plan.manner().sent().isPresent()) {
      MigrationFiles.remove(plan.files());
    }
  }

  @Override
  public void abandon() {
    meanwhile.abandon();
    if (plan.manner().sent().isPresent()) {
      context.test().discard(plan.files());
    }
  }
}
