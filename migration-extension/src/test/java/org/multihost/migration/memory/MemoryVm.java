package org.multihost.migration.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.GuestAccess.Login;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.ProgressListener;
import org.multihost.migration.spi.VmDiagnosis;

/** A virtual machine in memory. */
final class MemoryVm implements LocalVm {

  /** How long a frozen process is waited for. */
  private static final Duration FOR_ANSWER = Duration.ofSeconds(30);

  private final MemoryProcess process;
  private final MemoryHypervisor hypervisor;
  private final MemoryOptions options;

  MemoryVm(MemoryProcess process) {
    this.process = process;
    this.hypervisor = process.hypervisor();
    this.options = new MemoryOptions(process.name());
  }

  MemoryProcess process() {
    return process;
  }

  MemoryOptions options() {
    return options;
  }

  @Override
  public String name() {
    return process.name();
  }

  @Override
  public MachineDescription machine() {
    return MemoryMachine.of(process.spec()).description();
  }

  @Override
  public void inMigration(boolean begun) {
    process.keepAsItIs(begun);
  }

  @Override
  public VmState state() {
    if (process.isAlive()) {
      awaitAnswer("query-status");
    }
    return process.state();
  }

  @Override
  public void verifyHealthy() {
    state();
    process
        .failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
    process.answered();
  }

  /** Waits for a frozen process. */
  private void awaitAnswer(String question) {
    CompletableFuture<Void> thawed = process.frozen();
    if (thawed != null) {
      hypervisor.await(
          thawed,
          FOR_ANSWER,
          () ->
              new VirtualMachineException(
                  "Virtual machine [%s] on host [%s] did not answer [%s] within %d s"
                      .formatted(name(), process.host(), question, FOR_ANSWER.toSeconds())));
    }
  }

  private void requireAnswer(String command) {
    awaitAnswer(command);
    VmState state = process.state();
    if (state == VmState.GONE || state == VmState.LOST) {
      throw new VirtualMachineException(
          "Virtual machine [%s] on host [%s] cannot take [%s]: it is [%s]"
              .formatted(name(), process.host(), command, state));
    }
  }

  @Override
  public Optional<Instant> pause() {
    return switched("stop", process::stop);
  }

  @Override
  public Optional<Instant> resume() {
    return switched("cont", process::goOn);
  }

  private Optional<Instant> switched(String command, BooleanSupplier change) {
    requireAnswer(command);
    synchronized (hypervisor) {
      return change.getAsBoolean() ? Optional.of(hypervisor.clock().instant()) : Optional.empty();
    }
  }

  @Override
  public void reset() {
    requireAnswer("system_reset");
    synchronized (hypervisor) {
      MemoryGuest guest = process.guest();
      if (guest != null) {
        process.endSession("has no answer: the machine was reset");
        guest.boot();
      }
    }
  }

  @Override
  public GuestConsole console() {
    return process.console();
  }

  @Override
  public GuestSession login(Duration timeout) {
    if (process.spec().access().login() == Login.NONE) {
      throw new GuestException(
          "Virtual machine [%s] offers no session: its login is [none]".formatted(name()));
    }
    hypervisor.pass(DriverCall.LOGIN, process.host(), name());
    CompletableFuture<Void> answers = new CompletableFuture<>();
    MemorySession open = openSession(answers);
    try {
      hypervisor.await(
          answers, timeout, () -> noShell("did not answer within " + timeout.toMillis() + " ms"));
    } finally {
      open.forget(answers);
    }
    return open;
  }

  /** Completes the future when the guest answers there, which one that stands still never does. */
  private MemorySession openSession(CompletableFuture<Void> answers) {
    synchronized (hypervisor) {
      MemoryGuest guest = process.guest();
      VmState state = process.state();
      if (guest == null || state == VmState.GONE || state == VmState.MIGRATED) {
        throw noShell("does not answer: its guest is not here, the state is [" + state + "]");
      }
      MemorySession open = process.session();
      open.expect(answers);
      guest.booted().thenRun(() -> guest.after(Duration.ZERO, () -> answers.complete(null)));
      return open;
    }
  }

  private GuestException noShell(String problem) {
    return new GuestException(
        "The shell of virtual machine [%s] on host [%s] %s; its console ends with:%n%s"
            .formatted(name(), process.host(), problem, process.console().lastLines(10)));
  }

  @Override
  public OutgoingMigration migrate(
      MigrationEndpoint endpoint, MigrationSettings settings, ProgressListener progress) {
    requireAnswer("migrate");
    synchronized (hypervisor) {
      MemoryMigration before = process.outgoing();
      if (before != null && !before.isOver()) {
        throw new VirtualMachineException(
            "Virtual machine [%s] is migrating already; a second migration, to [%s], must wait"
                .formatted(name(), endpoint.uri()));
      }
      options.set(settings);
      MemoryMigration started = new MemoryMigration(process, options, endpoint, progress);
      process.leavesBy(started);
      hypervisor.soon(started::begin);
      return started;
    }
  }

  @Override
  public CompletionStage<VirtualMachineException> failed() {
    return process.failed().minimalCompletionStage();
  }

  @Override
  public VmDiagnosis diagnosis() {
    List<String> words = process.words();
    return new VmDiagnosis(
        process.isClosing() ? List.of() : words,
        List.of(
            new VmDiagnosis.Section("process", words),
            new VmDiagnosis.Section(
                "the end of the guest's console",
                process.console().lastLines(50).lines().toList())),
        Optional.empty());
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    synchronized (hypervisor) {
      return Stream.of(process, process.outgoing(), process.incoming())
          .filter(type::isInstance)
          .findFirst()
          .map(type::cast)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Virtual machine [%s] has no [%s]; it has [%s]"
                          .formatted(name(), type.getName(), MemoryProcess.class.getName())));
    }
  }

  @Override
  public void close() {
    if (process.close()) {
      try {
        hypervisor.pass(DriverCall.CLOSE, process.host(), name());
      } finally {
        process.end("exit code [0]", true);
      }
    }
  }
}
