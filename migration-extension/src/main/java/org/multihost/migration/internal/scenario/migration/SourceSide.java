package org.multihost.migration.internal.scenario.migration;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.SshTarget;
import org.multihost.migration.internal.scenario.diagnosis.MigrationFiles;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.internal.ssh.SshCopy;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.OutgoingReport;
import org.opentest4j.TestAbortedException;

/** The side of the host that the VMs leave. */
final class SourceSide implements Side {

  private final MigrationContext context;
  private final MigrationPlan plan;
  private final Map<ManagedVm, LocalVm> leaving = new LinkedHashMap<>();
  private final Map<String, Instant> pausedAt = new LinkedHashMap<>();
  private Handover.Endpoints endpoints = new Handover.Endpoints(Map.of());
  private @Nullable OutgoingMigrations departure;

  SourceSide(MigrationContext context) {
    this.context = context;
    this.plan = context.plan();
  }

  /**
   * Publishes the descriptions of the VMs first: the destination starts its side while the guests
   * here still boot.
   */
  @Override
  public void prepare() {
    MigrationFiles.requireFiles(plan.files());
    Map<String, String> descriptions = new LinkedHashMap<>();
    Map<String, String> files = new LinkedHashMap<>();
    for (ManagedVm vm : plan.vms()) {
      LocalVm local = vm.here("migrate");
      leaving.put(vm, local);
      local.inMigration(true);
      descriptions.put(vm.name(), local.machine().text());
      plan.fileOf(vm).ifPresent(file -> files.put(vm.name(), file.toString()));
    }
    context.underWay().leaves(leaving);
    context
        .lane()
        .publish(
            context.value("descriptions"),
            Json.write(new Handover.Descriptions(descriptions, files)));
    plan.vms().forEach(vm -> vm.verifyAlive("before " + plan.title()));
  }

  @Override
  public void handOff() {
    String json =
        context
            .lane()
            .await(context.value("endpoints"), context.record().limit(HostWait.ENDPOINTS));
    endpoints = Json.read(json, Handover.Endpoints.class);
  }

  @Override
  public void startWork() throws Throwable {
    refuseWorkInPausedGuest();
    context.perform(plan.steps().startWork());
  }

  private void refuseWorkInPausedGuest() {
    Set<String> asleep = asleep();
    if (plan.steps().startWork() != null && !asleep.isEmpty()) {
      throw new TestAbortedException(
          "startWork of %s needs guests that run, and %s were started paused; do the work in during(…), or leave startPaused out"
              .formatted(plan.title(), asleep));
    }
  }

  private Set<String> asleep() {
    return plan.vms().stream()
        .filter(ManagedVm::isStillAsleep)
        .map(ManagedVm::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void beforeMigration() throws Throwable {
    plan.steps().hooks().beforeMigration(context.work());
  }

  @Override
  public void migrate() throws Throwable {
    plan.steps().hooks().migrateOnSource(context.work());
    if (plan.manner().delay().isPresent()) {
      plan.vms().forEach(ManagedVm::wake);
      context.test().waits().pass(plan.manner().delay().get());
    }
    if (plan.manner().offline()) {
      plan.vms().forEach(vm -> vm.pauseForMigration().ifPresent(at -> pausedAt.put(vm.name(), at)));
    }
    OutgoingMigrations now = new OutgoingMigrations(context);
    departure = now;
    context.underWay().departs(now);
    now.start(leaving, endpoints);
    if (plan.manner().waiting()) {
      reportEnd(now);
    } else {
      plan.steps().hooks().afterMigration(context.work());
    }
  }

  /**
   * Sends the files before the end is published, so that the destination then has what it loads.
   */
  private void sendFiles(
      SshTarget target, OutgoingMigrations ended, Map<String, OutgoingReport> reports) {
    if (reports.values().stream().allMatch(r -> r.outcome() == MigrationOutcome.COMPLETED)) {
      plan.files().forEach(file -> new SshCopy(target, ended.left()).send(file));
    }
  }

  /** Waits for the end, and publishes it whatever the outcome. */
  private void reportEnd(OutgoingMigrations ended) throws InterruptedException {
    Map<String, OutgoingReport> reports = ended.await();
    migrationEnds();
    pausedAt.forEach((vm, at) -> reports.computeIfPresent(vm, (name, end) -> end.stoppedAt(at)));
    plan.manner().sent().ifPresent(target -> sendFiles(target, ended, reports));
    Handover.Outgoing outgoing =
        new Handover.Outgoing(reports, asleep(), ended.cancelledAt(), ended.sides(reports));
    context.record().outgoing(outgoing);
    context.lane().publish(context.value("outgoing"), Json.write(outgoing));
  }

  private void migrationEnds() {
    leaving.values().forEach(local -> local.inMigration(false));
  }

  @Override
  public void migrated() throws Throwable {
    if (!plan.manner().waiting() && departure != null) {
      reportEnd(departure);
    }
    new MemoryExchange(context).provide(leaving);
    String json =
        context.lane().await(context.value("incoming"), context.record().limit(HostWait.INCOMING));
    context.record().incoming(Json.read(json, Handover.Incoming.class));
    for (ManagedVm vm : plan.vms()) {
      if (context.completed(vm)) {
        vm.livesOn(plan.destination());
      }
    }
    if (plan.manner().waiting()) {
      plan.steps().hooks().afterMigration(context.work());
    }
  }

  @Override
  public void check() throws Throwable {
    for (ManagedVm vm : plan.vms()) {
      switch (context.record().verdict(vm.name()).place()) {
        case SOURCE -> goesOn(vm);
        case LOST -> vm.loses(plan.title());
        default -> {} // at the destination
      }
    }
    plan.steps().hooks().checkOnSource(context.work());
    context.perform(plan.steps().checkSource());
  }

  /** Resumes a guest that has not left; the destination's process has ended before this phase. */
  private void goesOn(ManagedVm vm) {
    if (vm.state() == VmState.GONE) {
      return;
    }
    if (!vm.goOnAfterFailure(context.record().ranBefore(vm.name()))) {
      throw new MigrationFailedException(
          "The guest of virtual machine [%s] runs nowhere after %s: it ran before, and now it is [%s] on its source [%s], and the destination [%s] does not have it"
              .formatted(vm.name(), plan.title(), vm.state(), plan.source(), plan.destination()));
    }
    context.verifyGuest(vm);
  }

  /** Ends the processes of VMs that have migrated, after the destination has checked them. */
  @Override
  public void finish() {
    leaving.forEach(
        (vm, local) -> {
          if (context.completed(vm)) {
            local.close();
          }
        });
    MigrationFiles.remove(plan.files());
  }

  @Override
  public void abandon() {
    context.underWay().abandon();
    migrationEnds();
    context.test().discard(plan.files());
  }
}
