package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MultihostException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.scenario.diagnosis.MigrationFiles;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.environment.StageWaits;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.OutgoingReport;

/** The host that the machines go to. */
final class DestinationSide implements Side {

  private static final Duration FOR_REASON = Duration.ofSeconds(3);

  private final MigrationContext context;
  private final MigrationPlan plan;
  private final Map<ManagedVm, IncomingVm> arriving = new LinkedHashMap<>();

  DestinationSide(MigrationContext context) {
    this.context = context;
    this.plan = context.plan();
  }

  /**
   * Built from the source's machine as it is now, and listening; the real endpoints are made known.
   */
  @Override
  public void prepare() {
    String json =
        context.lane().await(context.value("machines"), context.record().limit(HostWait.VMS));
    Map<String, String> machines = Json.read(json, Handover.Machines.class).texts();
    Map<String, String> endpoints = new LinkedHashMap<>();
    for (ManagedVm vm : plan.vms()) {
      MachineDescription machine =
          new MachineDescription(Objects.requireNonNull(machines.get(vm.name())));
      IncomingVm incoming =
          context.test().vms().startIncoming(vm, machine, plan.manner().argumentsOf(vm));
      arriving.put(vm, incoming);
      context.underWay().arrives(vm, incoming.vm());
      endpoints.put(vm.name(), incoming.listen(plan.settingsOf(vm)).uri());
    }
    context
        .lane()
        .publish(context.value("endpoints"), Json.write(new Handover.Endpoints(endpoints)));
  }

  @Override
  public void beforeMigration() throws Throwable {
    plan.steps().hooks().beforeMigration(context.work());
  }

  /**
   * The source says first how it ended there: a destination to which nobody connects would wait for
   * ever.
   */
  @Override
  public void migrate() throws Throwable {
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
    context.record().outgoing(outgoing);
    context.record().incoming(reports);
    context.lane().publish(context.value("incoming"), Json.write(new Handover.Incoming(reports)));
  }

  private IncomingReport report(ManagedVm vm, IncomingVm incoming, OutgoingReport source)
      throws InterruptedException {
    if (!VmVerdict.hasLeft(source)) {
      return asFarAsItCame(incoming);
    }
    incoming.load();
    StageWaits waits = context.test().waits();
    IncomingReport arrived = waits.await(incoming.completion(), patience(), () -> late(vm));
    boolean stopped = plan.manner().offline() && source.stopped().isPresent();
    return stopped ? goesOn(incoming.vm(), arrived) : arrived;
  }

  /**
   * The report where the source still has the guest: when it is this side that has refused, the
   * source knows only that the connection broke.
   */
  private IncomingReport asFarAsItCame(IncomingVm incoming) throws InterruptedException {
    if (plan.throughFile()) {
      return IncomingReport.absent(VmState.INCOMING, Optional.empty());
    }
    return context
        .test()
        .waits()
        .within(FOR_REASON, incoming.completion())
        .orElseGet(() -> IncomingReport.absent(incoming.vm().state(), Optional.empty()));
  }

  /** What was paused for the migration goes on, which may need what only a running guest needs. */
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

  /** From a file all of the machine is still to come. */
  private Duration patience() {
    return plan.throughFile() ? plan.timeout() : plan.timeouts().finish();
  }

  private VirtualMachineException late(ManagedVm vm) {
    return new VirtualMachineException(
        "The source has sent virtual machine [%s], but it did not go on at host [%s] within %s"
            .formatted(vm.name(), plan.destination(), Durations.format(patience())));
  }

  /** Who has not arrived is not the machine; a second one of it must never run. */
  @Override
  public void migrated() throws Throwable {
    arriving.forEach(
        (vm, incoming) -> {
          if (context.completed(vm)) {
            vm.arrives(incoming.vm(), context.record().isAsleep(vm.name()));
          } else {
            incoming.vm().close();
          }
          context.test().vms().settled(incoming);
        });
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

  /** What was sent is this host's; what the hosts share is the source's to remove. */
  @Override
  public void finish() {
    if (plan.manner().sent().isPresent()) {
      MigrationFiles.remove(plan.files());
    }
  }

  @Override
  public void abandon() {
    if (plan.manner().sent().isPresent()) {
      context.test().discard(plan.files());
    }
  }
}
