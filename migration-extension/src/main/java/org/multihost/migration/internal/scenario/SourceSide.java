package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationPhase;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.config.Timeouts;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;

/** The host that the machines leave. */
final class SourceSide implements Side {

  private final SideContext context;
  private final MigrationPlan plan;
  private final Map<ManagedVm, LocalVm> leaving = new LinkedHashMap<>();
  private final Map<String, OutgoingMigration> outgoing = new ConcurrentHashMap<>();
  private final Map<String, String> said = new ConcurrentHashMap<>();
  private Handover.Endpoints endpoints = new Handover.Endpoints(Map.of());

  SourceSide(SideContext context) {
    this.context = context;
    this.plan = context.plan();
  }

  /**
   * The destination needs the description first; it starts its side while the guest here still
   * boots.
   */
  @Override
  public void prepare() {
    Map<String, String> machines = new LinkedHashMap<>();
    for (ManagedVm vm : plan.vms()) {
      LocalVm local = vm.here("migrate");
      leaving.put(vm, local);
      machines.put(vm.name(), local.machine().text());
    }
    context.lane().publish(context.value("machines"), Json.write(new Handover.Machines(machines)));
    for (ManagedVm vm : plan.vms()) {
      verifyAlive(vm);
    }
  }

  private static void verifyAlive(ManagedVm vm) {
    VmState state = vm.state();
    if (state == VmState.RUNNING && vm.offersShell()) {
      vm.session(); // an answer of the shell there is the proof
    } else if (state != VmState.RUNNING && state != VmState.PAUSED) {
      throw new VirtualMachineException(
          "Virtual machine [%s] on host [%s] is [%s], expected [RUNNING] or [PAUSED] before a migration; its console ends with:\n%s"
              .formatted(vm.name(), vm.host(), state, vm.console().lastLines(10)));
    }
  }

  @Override
  public void handOff() {
    Duration limit = context.test().timeouts().handoff();
    String json = context.lane().await(context.value("endpoints"), limit);
    endpoints = Json.read(json, Handover.Endpoints.class);
  }

  @Override
  public void startWork() throws Throwable {
    context.perform(plan.startWork());
  }

  @Override
  public void beforeMigration() throws Throwable {
    plan.hooks().beforeMigration(context.work());
  }

  /** All machines at once; how they ended is made known whatever it was. */
  @Override
  public void migrate() throws Throwable {
    plan.hooks().migrateOnSource(context.work());
    leaving.forEach((vm, local) -> outgoing.put(vm.name(), start(vm, local)));
    long deadline = System.nanoTime() + plan.timeout().toNanos();
    Map<String, OutgoingReport> reports = new LinkedHashMap<>();
    for (ManagedVm vm : plan.vms()) {
      OutgoingMigration migration = Objects.requireNonNull(outgoing.get(vm.name()));
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      reports.put(vm.name(), Waits.await(migration.completion(), left, () -> late(vm)));
    }
    outgoing.clear();
    context.record().outgoing(reports);
    context.lane().publish(context.value("outgoing"), Json.write(new Handover.Outgoing(reports)));
  }

  private OutgoingMigration start(ManagedVm vm, LocalVm local) {
    String uri = Objects.requireNonNull(endpoints.uris().get(vm.name()));
    return local.migrate(
        new MigrationEndpoint(uri), plan.settings(), progress -> progressed(vm, progress));
  }

  private void progressed(ManagedVm vm, MigrationProgress progress) {
    context.record().progressed(progress);
    String text = vm.name() + ": " + Narration.of(progress);
    if (!text.equals(said.put(vm.name(), text))) {
      context.say(text);
    }
  }

  private MigrationFailedException late(ManagedVm vm) {
    return new MigrationFailedException(
        "Virtual machine [%s] did not end its migration from [%s] to [%s] within %s; last progress: %s"
            .formatted(
                vm.name(),
                plan.source(),
                plan.destination(),
                Durations.format(plan.timeout()),
                Narration.of(context.record().progress())));
  }

  @Override
  public void migrated() throws Throwable {
    Duration limit =
        context
            .record()
            .limit(MigrationPhase.MIGRATED, context.test().timeouts())
            .plus(Timeouts.SLACK);
    String json = context.lane().await(context.value("incoming"), limit);
    context.record().incoming(Json.read(json, Handover.Incoming.class).reports());
    for (ManagedVm vm : plan.vms()) {
      if (context.completed(vm)) {
        vm.livesOn(plan.destination());
      }
    }
    plan.hooks().afterMigration(context.work());
  }

  @Override
  public void check() throws Throwable {
    plan.hooks().checkOnSource(context.work());
    context.perform(plan.checkSource());
  }

  /** The destination has checked: what migrated away from here goes. */
  @Override
  public void finish() {
    leaving.forEach(
        (vm, local) -> {
          if (context.completed(vm)) {
            local.close();
          }
        });
  }

  @Override
  public void cancel() {
    outgoing.values().forEach(OutgoingMigration::cancel);
  }

  @Override
  public void abandon() {
    List<OutgoingMigration> running = new ArrayList<>(outgoing.values());
    outgoing.clear();
    running.forEach(OutgoingMigration::cancel);
  }
}
