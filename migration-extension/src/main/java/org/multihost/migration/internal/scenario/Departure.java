package org.multihost.migration.internal.scenario;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationFailedException;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.stream.StreamProxy;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;

/**
 * The machines of a migration on their way out of the source, from the start of the first to the
 * end of the last.
 */
final class Departure {

  private final SideContext context;
  private final MigrationPlan plan;
  private final Meanwhile meanwhile;
  private final Map<String, OutgoingMigration> outgoing = new ConcurrentHashMap<>();
  private final Map<String, String> said = new ConcurrentHashMap<>();
  private final @Nullable StreamProxy proxy;
  private volatile long deadline = Long.MAX_VALUE;
  private volatile boolean started;
  private volatile boolean cancelled;
  private volatile boolean over;

  Departure(SideContext context) {
    this.context = context;
    this.plan = context.plan();
    this.meanwhile = new Meanwhile(context, this::cancel);
    this.proxy = plan.manner().proxied() ? new StreamProxy() : null;
  }

  /** All machines at once. */
  synchronized void start(Map<ManagedVm, LocalVm> leaving, Handover.Endpoints endpoints) {
    deadline = context.test().time().nanos() + plan.timeout().toNanos();
    try {
      leaving.forEach((vm, local) -> start(vm, local, endpoints));
    } finally {
      started = true;
      if (cancelled) {
        cancel();
      }
    }
    meanwhile.begin();
  }

  private void start(ManagedVm vm, LocalVm local, Handover.Endpoints endpoints) {
    String uri = Objects.requireNonNull(endpoints.uris().get(vm.name()));
    MigrationEndpoint endpoint = throughProxy(new MigrationEndpoint(uri));
    outgoing.put(
        vm.name(),
        local.migrate(endpoint, plan.settingsOf(vm), progress -> progressed(vm, progress)));
  }

  private MigrationEndpoint throughProxy(MigrationEndpoint endpoint) {
    if (proxy == null) {
      return endpoint;
    }
    try {
      InetAddress host = InetAddress.getByName(endpoint.host());
      InetSocketAddress front =
          proxy.to(new InetSocketAddress(host, endpoint.port().orElseThrow()));
      return MigrationEndpoint.tcp(front.getAddress().getHostAddress(), front.getPort());
    } catch (UnknownHostException e) {
      throw new MultihostException(
          "The destination offers the address [%s], which host [%s] cannot resolve; set [multihost.migration.address] there"
              .formatted(endpoint.host(), plan.source()),
          e);
    }
  }

  /** The proxy, where the plan has one. */
  @Nullable StreamProxy proxy() {
    return proxy;
  }

  private void progressed(ManagedVm vm, MigrationProgress progress) {
    context.record().progressed(progress);
    String text = vm.name() + ": " + Narration.of(progress);
    if (!text.equals(said.put(vm.name(), text))) {
      context.say(text);
    }
    meanwhile.progressed(progress);
  }

  /** Waits until all have ended, and for the steps that were to be done meanwhile. */
  Map<String, OutgoingReport> await() throws InterruptedException {
    Map<String, OutgoingReport> reports = new LinkedHashMap<>();
    for (ManagedVm vm : plan.vms()) {
      OutgoingMigration migration = Objects.requireNonNull(outgoing.get(vm.name()));
      reports.put(
          vm.name(), context.test().waits().await(migration.completion(), left(), () -> late(vm)));
    }
    over = true;
    meanwhile.end(left());
    heal();
    return reports;
  }

  /** What is left of the time for it. */
  Duration left() {
    return Duration.ofNanos(Math.max(1, deadline - context.test().time().nanos()));
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

  /**
   * Changes a parameter of all that is under way. A step may come before the start of the last
   * machine has returned, and cannot know that the end was not faster.
   */
  synchronized void parameter(String name, Object value) {
    if (over) {
      context.say("the migration has ended: [%s] is not changed to [%s]".formatted(name, value));
    } else {
      outgoing.values().forEach(each -> each.parameter(name, value));
    }
  }

  /** Does not wait: a driver's thread may ask for it before the start has returned. */
  void cancel() {
    cancelled = true;
    if (started && !over) {
      outgoing.values().forEach(OutgoingMigration::cancel);
    }
  }

  /** Ends whatever is left of it; harmless when it has ended. */
  void abandon() {
    meanwhile.abandon();
    cancel();
    close();
  }

  /** The destination may still be reading what the proxy holds. */
  private void heal() {
    if (proxy != null) {
      proxy.heal();
    }
  }

  /** Lets go of the stream, when both sides have said how it ended. */
  void close() {
    if (proxy != null) {
      proxy.close();
    }
  }
}
