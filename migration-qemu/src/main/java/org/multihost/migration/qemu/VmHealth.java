package org.multihost.migration.qemu;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.guest.console.GuestResets;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.process.CompanionHealth;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpSubscription;

/**
 * The health of one VM. Failures are an unexpected exit of QEMU, a frozen QEMU, a crash of the
 * guest's kernel, a reset that the default guest has not announced, a disk error that stops the
 * guest, an internal error of QEMU, and an unexpected exit of a companion.
 */
final class VmHealth {

  /** The time for the rest of the trace after the first line of a crash on the console. */
  private static final long FOR_TRACE_MILLIS = 500;

  /** The time that a QEMU process may need for its exit after the end of its monitor. */
  private static final long FOR_EXIT_SECONDS = 10;

  private static final String RESET =
      "has reset itself, and its console does not say why: a triple fault, or a crash whose message is lost";

  private final QemuConnections connections;
  private final ScheduledExecutorService executor;
  private final Optional<GuestResets> resets;
  private final CompanionHealth companions;
  private final CompletableFuture<VirtualMachineException> failed = new CompletableFuture<>();
  private volatile @Nullable String crash;
  private volatile boolean guestIsHere;
  private volatile boolean closing;

  private VmHealth(
      QemuConnections connections,
      ScheduledExecutorService executor,
      Optional<GuestResets> resets) {
    this.connections = connections;
    this.executor = executor;
    this.resets = resets;
    this.companions =
        new CompanionHealth(
            connections.process(),
            connections.companions(),
            this::status,
            () -> guestIsHere && !closing,
            failed::complete);
  }

  /**
   * Begins to watch.
   *
   * @param ofTheProject whether the guest is the small Linux, whose kernel announces a restart on
   *     its console, or the built-in one, which never restarts; another may do so at any time
   */
  public static VmHealth watch(
      QemuConnections connections, ProgressSampling sampling, boolean ofTheProject) {
    ScheduledExecutorService executor = sampling.executor();
    Optional<GuestResets> resets =
        ofTheProject
            ? Optional.of(new GuestResets(connections.console(), executor))
            : Optional.empty();
    VmHealth health = new VmHealth(connections, executor, resets);
    resets.ifPresent(each -> each.unannounced().thenRun(health::hasReset));
    connections.process().exited().thenAcceptAsync(code -> health.ended(), executor);
    connections.qmp().closed().thenRunAsync(health::monitorClosed, executor);
    connections.process().frozen(executor, sampling.interval()).thenAccept(health::frozen);
    health.companions.watch(executor, sampling.interval());
    connections.console().crashed().thenAccept(health::crashed);
    QmpSubscription events =
        connections
            .qmp()
            .subscribe(QmpEvent.named("STOP", "GUEST_PANICKED", "BLOCK_IO_ERROR", "RESET"));
    events.forEach(health::heard);
    health.failed.whenComplete((failure, none) -> events.close());
    return health;
  }

  /** From now on an exit is a failure; before, it is the failure of an incoming migration. */
  void guestIsHere() {
    guestIsHere = true;
    companions.report();
  }

  /** From now on an exit is expected. */
  public void closing() {
    closing = true;
  }

  public boolean isClosing() {
    return closing;
  }

  public CompletionStage<VirtualMachineException> failed() {
    return failed.minimalCompletionStage();
  }

  /**
   * Throws a failure that is known by now; does not wait for one that {@link #failed()} still has
   * to report.
   */
  public void verify() {
    verifyMonitor();
    VirtualMachineException told = failed.getNow(null);
    if (told != null) {
      throw told;
    }
    Optional<VirtualMachineException> failure =
        Optional.ofNullable(crash)
            .or(() -> connections.console().crash())
            .map(this::hasCrashed)
            .or(this::resetUnannounced)
            .or(companions::unreported)
            .or(() -> connections.process().isAlive() ? Optional.empty() : unexpectedEnd());
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** Throws if the test has closed the connection to the monitor, without which nothing works. */
  void verifyMonitor() {
    monitorClosedByTest()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private void monitorClosed() {
    monitorClosedByTest().ifPresent(failed::complete);
    if (closing) {
      return;
    }
    executor.schedule(
        () -> monitorClosedByQemu().ifPresent(failed::complete),
        FOR_EXIT_SECONDS,
        TimeUnit.SECONDS);
  }

  /**
   * Throws if a QEMU whose monitor has ended is still running. The caller has given it the time to
   * exit.
   */
  void verifyNoMonitorIsMissing() {
    monitorClosedByQemu()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private Optional<VirtualMachineException> monitorClosedByQemu() {
    QemuProcess process = connections.process();
    return guestIsHere && !closing && !process.wasKilled() && process.isAlive()
        ? Optional.of(
            process.failure(
                "has closed its monitor, but has not exited",
                "process [%d] is running".formatted(process.pid())))
        : Optional.empty();
  }

  private Optional<VirtualMachineException> monitorClosedByTest() {
    String vm = connections.process().launch().vm();
    return connections.qmp().isClosedHere() && connections.process().isAlive() && !closing
        ? Optional.of(
            new VirtualMachineException(
                "Virtual machine [%s] has no monitor any more: the test has closed its QmpClient, which this extension needs until the VM ends. Do not close what unwrap returns"
                    .formatted(vm)))
        : Optional.empty();
  }

  private Optional<VirtualMachineException> resetUnannounced() {
    return resets.filter(GuestResets::awaitUnannounced).map(each -> failure(RESET));
  }

  private void hasReset() {
    if (!closing) {
      failed.complete(failure(RESET));
    }
  }

  private void ended() {
    unexpectedEnd().ifPresent(failed::complete);
  }

  private Optional<VirtualMachineException> unexpectedEnd() {
    QemuProcess process = connections.process();
    return guestIsHere && !closing && !process.wasKilled()
        ? Optional.of(process.failure("exited unexpectedly", ""))
        : Optional.empty();
  }

  private void frozen(VirtualMachineException failure) {
    if (!closing) {
      failed.complete(failure);
    }
  }

  private void crashed(String line) {
    crash = line;
    executor.schedule(
        () -> failed.complete(hasCrashed(line)), FOR_TRACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private VirtualMachineException hasCrashed(String line) {
    return failure("has crashed: [" + line + "]");
  }

  private void heard(QmpEvent event) {
    if (event.name().equals("GUEST_PANICKED")) {
      crashed("QEMU says GUEST_PANICKED");
      return;
    }
    if (event.name().equals("RESET")) {
      resets.ifPresent(each -> reset(each, event));
      return;
    }
    if (event.name().equals("BLOCK_IO_ERROR")) {
      diskFailed(event);
      return;
    }
    status()
        .thenAccept(
            status -> {
              if (status.equals("internal-error")) {
                failed.complete(failure("is stopped by an internal error of QEMU"));
              }
            });
  }

  private CompletionStage<String> status() {
    return connections
        .qmp()
        .send("query-status", Map.of())
        .thenApply(answer -> answer.path("status").asText());
  }

  private static void reset(GuestResets resets, QmpEvent event) {
    if (event.text("guest").equals(Optional.of("true"))) {
      resets.reset(event.timestamp());
    } else {
      resets.resetByTest(event.timestamp());
    }
  }

  /**
   * With the action {@code stop} the guest waits for its disk forever; otherwise it sees the error.
   */
  private void diskFailed(QmpEvent event) {
    if (event.text("action").equals(Optional.of("stop"))) {
      failed.complete(
          failure(
              "is stopped because its disk [%s] failed to %s: %s"
                  .formatted(
                      event
                          .text("device")
                          .filter(name -> !name.isEmpty())
                          .or(() -> event.text("node-name"))
                          .orElse("?"),
                      event.text("operation").orElse("work"),
                      event.text("reason").orElse("no reason given"))));
    }
  }

  private VirtualMachineException failure(String what) {
    SerialConsole console = connections.console();
    return new VirtualMachineException(
        "The guest of virtual machine [%s] %s; %s"
            .formatted(connections.process().launch().vm(), what, console.excerpt()));
  }
}
