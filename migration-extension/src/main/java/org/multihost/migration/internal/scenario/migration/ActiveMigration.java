package org.multihost.migration.internal.scenario.migration;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.BackgroundStep;
import org.multihost.migration.MigrationStream;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.internal.rendezvous.TestValues;
import org.multihost.migration.internal.scenario.environment.Draining;
import org.multihost.migration.internal.scenario.environment.HostWait;
import org.multihost.migration.internal.scenario.plan.MigrationLimits;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.plan.MigrationPlanBuilder;
import org.multihost.migration.internal.scenario.vm.Handover;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingMigration;

/**
 * The activities of one migration on this host, beside the thread that passes its phases. Safe for
 * use by several threads.
 */
final class ActiveMigration {

  private final MigrationPlan plan;
  private final boolean isSource;
  private final Deque<BackgroundStep> background = new ArrayDeque<>(); // guarded by itself
  private boolean stopped; // guarded by background
  private final Map<ManagedVm, IncomingVm> arriving = new ConcurrentHashMap<>();
  private final Map<ManagedVm, LocalVm> leaving = new ConcurrentHashMap<>();
  private final AtomicInteger recoveries = new AtomicInteger();
  private volatile @Nullable OutgoingMigrations departure;
  private boolean cancelled; // guarded by this

  ActiveMigration(MigrationPlan plan, boolean isSource) {
    this.plan = plan;
    this.isSource = isSource;
  }

  void arrives(ManagedVm vm, IncomingVm incoming) {
    arriving.put(vm, incoming);
  }

  public LocalVm arriving(ManagedVm vm) {
    IncomingVm incoming = arriving.get(vm);
    if (incoming == null) {
      throw new IllegalStateException(
          "Virtual machine [%s] is not on its way to this host; %s goes to [%s]"
              .formatted(vm.name(), plan.title(), plan.destination()));
    }
    return incoming.vm();
  }

  /** Records the VMs that leave this host. */
  void leaves(Map<ManagedVm, LocalVm> vms) {
    leaving.putAll(vms);
  }

  /** Returns this host's side of a VM that leaves it, or has left it. */
  LocalVm leaving(ManagedVm vm) {
    LocalVm local = leaving.get(vm);
    if (local == null) {
      throw new IllegalStateException(
          "Virtual machine [%s] does not migrate from this host; %s leaves [%s]"
              .formatted(vm.name(), plan.title(), plan.source()));
    }
    return local;
  }

  /** Records the outgoing migration; cancels it at once if that was requested before. */
  synchronized void departs(OutgoingMigrations now) {
    departure = now;
    if (cancelled) {
      now.cancel();
    }
  }

  /**
   * Starts a background step.
   *
   * @throws IllegalStateException if the migration's background steps have been stopped
   */
  BackgroundStep begin(String name, Supplier<BackgroundStep> start) {
    synchronized (background) {
      if (stopped) {
        throw new IllegalStateException(
            "Background step [%s] cannot start: %s is over, and its background steps have been stopped; in cleanUp, do the work in the hook itself"
                .formatted(name, plan.title()));
      }
      BackgroundStep started = start.get();
      background.push(started);
      return started;
    }
  }

  /** Returns whether the hypervisor is asked to cancel, now or when the migration starts. */
  synchronized boolean cancel() {
    boolean first = !cancelled;
    cancelled = true;
    OutgoingMigrations now = departure;
    return now == null ? first && isSource : now.cancel();
  }

  public void parameter(String name, Object value) {
    departing("The parameter [" + name + "]")
        .parameter(name, MigrationPlanBuilder.verifiedParameter(name, value));
  }

  void maxBandwidth(String bytesPerSecond) {
    long bytes = MigrationLimits.bandwidth(bytesPerSecond);
    command("The bandwidth", commands -> commands.limit(bytes));
  }

  void downtimeLimit(Duration limit) {
    Duration verified = MigrationLimits.downtime(limit);
    command("The downtime limit", commands -> commands.limit(verified));
  }

  void startPostcopy() {
    command("The start of the postcopy", OutgoingMigration.Commands::startPostcopy);
  }

  void hold() {
    command("The hold", OutgoingMigration.Commands::hold);
  }

  void release() {
    command("The release", OutgoingMigration.Commands::release);
  }

  void continueFrom(String status) {
    command("The end of the wait", commands -> commands.continueFrom(status));
  }

  void pause() {
    if (arriving.isEmpty()) {
      command("The pause", OutgoingMigration.Commands::pause);
    } else {
      arriving.values().forEach(IncomingVm::pause);
    }
  }

  private void command(String what, Consumer<OutgoingMigration.Commands> command) {
    departing(what).command(what, command);
  }

  /**
   * Recovers the postcopy: the destination listens again and publishes its endpoints, and the
   * source waits for these and connects.
   */
  void recover(MigrationContext context) {
    String name = nextRecovery(context);
    TestValues values = context.test().values();
    if (arriving.isEmpty()) {
      OutgoingMigrations departing = departing("The recovery");
      departing.command("The recovery", each -> each.expectRecovery(departing.left()));
      String json =
          context
              .test()
              .ownWaits()
              .run(
                  "for the recovery of " + plan.title(),
                  () -> values.awaitBeside(name, context.record().limit(HostWait.ENDPOINTS)));
      Map<String, MigrationEndpoint> endpoints = Json.read(json, Handover.Endpoints.class).ofVms();
      if (endpoints.isEmpty()) {
        throw new VirtualMachineException(
            "The postcopy of %s cannot be recovered: its destination [%s] has failed; a stream must not be cut before the guest runs there, which is the moment guestRuns() of duringAtDestination(…)"
                .formatted(plan.title(), plan.destination()));
      }
      departing.recover(endpoints);
    } else {
      Map<String, MigrationEndpoint> endpoints = new HashMap<>();
      arriving.forEach((vm, incoming) -> endpoints.put(vm.name(), incoming.recover()));
      values.publish(name, Json.write(new Handover.Endpoints(endpoints)));
    }
  }

  /** Tells the source that this destination cannot recover. */
  void refuseRecovery(MigrationContext context) {
    Handover.Endpoints none = new Handover.Endpoints(Map.of());
    context.test().values().publish(nextRecovery(context), Json.write(none));
  }

  private String nextRecovery(MigrationContext context) {
    return context.value("endpoints of recovery " + recoveries.incrementAndGet());
  }

  public MigrationStream stream() {
    MigrationStream stream = departing("The stream").proxy();
    if (stream == null) {
      throw new IllegalStateException(
          "The stream of %s does not pass through a proxy; add throughProxy() to the migration"
              .formatted(plan.title()));
    }
    return stream;
  }

  private OutgoingMigrations departing(String what) {
    OutgoingMigrations now = departure;
    if (now == null) {
      throw new IllegalStateException(
          "%s of %s is there on its source [%s] while it is under way: use it in during(…), or in afterMigration with notWaiting()"
              .formatted(what, plan.title(), plan.source()));
    }
    return now;
  }

  /** Stops what the test left running; throws the first failure to stop. */
  public void close() {
    OutgoingMigrations over = departure;
    if (over != null) {
      over.close();
    }
    Draining.all(this::next, BackgroundStep::stop);
  }

  private @Nullable BackgroundStep next() {
    synchronized (background) {
      stopped = background.isEmpty(); // a step that still runs may start another
      return background.poll();
    }
  }

  /** Ends the outgoing migration after a failure, also in the hypervisor. */
  public void abandon() {
    OutgoingMigrations now = departure;
    if (now != null) {
      now.abandon();
    }
  }
}
