package org.multihost.migration.internal.scenario.migration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.BackgroundStep;
import org.multihost.migration.MigrationStream;
import org.multihost.migration.internal.scenario.environment.Draining;
import org.multihost.migration.internal.scenario.plan.MigrationPlan;
import org.multihost.migration.internal.scenario.plan.MigrationPlanBuilder;
import org.multihost.migration.internal.scenario.vm.ManagedVm;
import org.multihost.migration.spi.LocalVm;

/**
 * The activities of one migration on this host, beside the thread that passes its phases. Safe for
 * use by several threads.
 */
final class ActiveMigration {

  private final MigrationPlan plan;
  private final Deque<BackgroundStep> background = new ArrayDeque<>(); // guarded by itself
  private boolean stopped; // guarded by background
  private final Map<ManagedVm, LocalVm> arriving = new ConcurrentHashMap<>();
  private volatile @Nullable OutgoingMigrations departure;
  private boolean cancelled; // guarded by this

  ActiveMigration(MigrationPlan plan) {
    this.plan = plan;
  }

  void arrives(ManagedVm vm, LocalVm process) {
    arriving.put(vm, process);
  }

  public LocalVm arriving(ManagedVm vm) {
    LocalVm process = arriving.get(vm);
    if (process == null) {
      throw new IllegalStateException(
          "Virtual machine [%s] is not on its way to this host; %s goes to [%s]"
              .formatted(vm.name(), plan.title(), plan.destination()));
    }
    return process;
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

  synchronized void cancel() {
    cancelled = true;
    OutgoingMigrations now = departure;
    if (now != null) {
      now.cancel();
    }
  }

  public void parameter(String name, Object value) {
    departing("The parameter [" + name + "]")
        .parameter(name, MigrationPlanBuilder.verifiedParameter(name, value));
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
