package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.OutgoingReport;

/** The host that the machines go to. */
final class DestinationSide implements Side {

  private final SideContext context;
  private final MigrationPlan plan;
  private final Map<ManagedVm, IncomingVm> arriving = new LinkedHashMap<>();

  DestinationSide(SideContext context) {
    this.context = context;
    this.plan = context.plan();
  }

  /**
   * Built from the source's machine as it is now, and listening; the real endpoints are made known.
   */
  @Override
  public void prepare() {
    Duration limit = context.test().timeouts().handoff();
    String json = context.lane().await(context.value("machines"), limit);
    Map<String, String> machines = Json.read(json, Handover.Machines.class).texts();
    Map<String, String> endpoints = new LinkedHashMap<>();
    for (ManagedVm vm : plan.vms()) {
      String machine = Objects.requireNonNull(machines.get(vm.name()));
      IncomingVm incoming =
          context.test().fleet().startIncoming(vm, new MachineDescription(machine));
      arriving.put(vm, incoming);
      endpoints.put(vm.name(), incoming.endpoint().uri());
    }
    context
        .lane()
        .publish(context.value("endpoints"), Json.write(new Handover.Endpoints(endpoints)));
  }

  @Override
  public void beforeMigration() throws Throwable {
    plan.hooks().beforeMigration(context.work());
  }

  /**
   * The source says first how it ended there: a destination to which nobody connects would wait for
   * ever.
   */
  @Override
  public void migrate() throws Throwable {
    plan.hooks().migrateOnDestination(context.work());
    Duration limit = plan.timeout().plus(Timeouts.SLACK);
    String json = context.lane().await(context.value("outgoing"), limit);
    Map<String, OutgoingReport> outgoing = Json.read(json, Handover.Outgoing.class).reports();
    Map<String, IncomingReport> reports = new LinkedHashMap<>();
    for (Map.Entry<ManagedVm, IncomingVm> entry : arriving.entrySet()) {
      String name = entry.getKey().name();
      OutgoingReport source = Objects.requireNonNull(outgoing.get(name));
      reports.put(name, report(entry.getKey(), entry.getValue(), source));
    }
    context.record().outgoing(outgoing);
    context.record().incoming(reports);
    context.lane().publish(context.value("incoming"), Json.write(new Handover.Incoming(reports)));
  }

  private IncomingReport report(ManagedVm vm, IncomingVm incoming, OutgoingReport source)
      throws InterruptedException {
    if (source.outcome() == MigrationOutcome.COMPLETED) {
      return Waits.await(incoming.completion(), context.test().timeouts().finish(), () -> late(vm));
    }
    IncomingReport absent =
        new IncomingReport(MigrationOutcome.FAILED, Optional.empty(), Optional.empty());
    return incoming.completion().toCompletableFuture().getNow(absent);
  }

  private VirtualMachineException late(ManagedVm vm) {
    return new VirtualMachineException(
        "The source has sent virtual machine [%s], but it did not go on at host [%s] within %s"
            .formatted(
                vm.name(),
                plan.destination(),
                Durations.format(context.test().timeouts().finish())));
  }

  /** Who has not arrived is not the machine; a second one of it must never run. */
  @Override
  public void migrated() throws Throwable {
    arriving.forEach(
        (vm, incoming) -> {
          if (context.completed(vm)) {
            vm.runsHere(incoming.vm());
          } else {
            incoming.vm().close();
          }
        });
    plan.hooks().afterMigration(context.work());
  }

  @Override
  public void check() throws Throwable {
    for (ManagedVm vm : plan.vms()) {
      if (context.completed(vm)) {
        verifyAlive(vm);
      }
    }
    plan.hooks().checkOnDestination(context.work());
    context.perform(plan.checkWork());
  }

  private static void verifyAlive(ManagedVm vm) {
    VmState state = vm.state();
    if (state == VmState.RUNNING && vm.offersShell()) {
      vm.session(); // an answer of the shell there is the proof
    } else if (state != VmState.RUNNING && state != VmState.PAUSED) {
      throw new VirtualMachineException(
          "Virtual machine [%s] is [%s] on host [%s] after its migration, expected [RUNNING]; its console ends with:\n%s"
              .formatted(vm.name(), state, vm.host(), vm.console().lastLines(10)));
    }
  }
}
