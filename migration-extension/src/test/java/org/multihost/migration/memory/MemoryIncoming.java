package org.multihost.migration.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.ProgressListener;
import org.opentest4j.TestAbortedException;

/** The destination's side of one migration in memory. */
public final class MemoryIncoming implements IncomingVm {

  private final MemoryVm machine;
  private final MemoryProcess vm;
  private final MemoryHypervisor hypervisor;
  private final boolean standsStill;
  private final CompletableFuture<IncomingReport> completion = new CompletableFuture<>();

  // Guarded by the hypervisor.
  private @Nullable MemoryMigration migration;
  private @Nullable Runnable waiting;
  private boolean held;
  private @Nullable Path file;
  private @Nullable Instant resumed;

  private volatile ProgressListener listener = progress -> {};
  private volatile Duration since = Duration.ZERO;
  private volatile boolean lostStream;

  MemoryIncoming(MemoryVm machine, boolean standsStill) {
    this.machine = machine;
    this.vm = machine.process();
    this.hypervisor = vm.hypervisor();
    this.standsStill = standsStill;
  }

  /** A process in memory can wait for its resume; nobody reads its memory. */
  @Override
  public boolean hold(MigrationSettings settings) {
    synchronized (hypervisor) {
      held = true;
    }
    return true;
  }

  @Override
  public boolean follow(ProgressListener statuses) {
    listener = statuses;
    return true;
  }

  private void become(String status) {
    Duration elapsed = hypervisor.clock().now().minus(since);
    listener.progressed(new MigrationProgress(status, 0, elapsed, 0, 0, 0, 0));
    MigrationEvents.waits(status).ifPresent(listener::waits);
  }

  private void end(IncomingReport report) {
    if (!completion.isDone()) {
      become(report.outcome() == MigrationOutcome.COMPLETED ? "completed" : "failed");
      completion.complete(report);
    }
  }

  @Override
  public MigrationEndpoint listen(MigrationSettings settings) {
    hypervisor.pass(DriverCall.LISTEN, vm.host(), vm.name());
    synchronized (hypervisor) {
      if (!vm.isAlive()) {
        throw new VirtualMachineException(
            "Virtual machine [%s] on host [%s] cannot listen: its process has ended"
                .formatted(vm.name(), vm.host()));
      }
      machine.options().set(settings);
      since = hypervisor.clock().now();
      MigrationEndpoint endpoint = endpoint(settings.transport());
      hypervisor.listen(endpoint.uri(), this);
      return endpoint;
    }
  }

  private MigrationEndpoint endpoint(Transport transport) {
    String place = vm.name() + "-" + hypervisor.freePort();
    return switch (transport.kind()) {
      case TCP -> MigrationEndpoint.tcp(vm.context().migrationAddress(), hypervisor.freePort());
      case UNIX -> new MigrationEndpoint("unix:/memory/" + place);
      case EXEC ->
          new MigrationEndpoint(
              "exec:"
                  + ((Transport.Exec) transport).source().replace("{pipe}", "/memory/" + place));
      case FD -> new MigrationEndpoint("fd:" + place);
      case RDMA -> throw new TestAbortedException("A hypervisor in memory has no RDMA");
      case FILE -> {
        Path named = ((Transport.File) transport).path();
        file = named;
        yield new MigrationEndpoint(MemoryMigration.FILE + named);
      }
    };
  }

  @Override
  public void load() {
    Path from = file;
    if (from == null) {
      return;
    }
    try {
      SavedGuest saved = hypervisor.saved(Files.readString(from));
      if (saved == null) {
        refuse("[" + from + "] is no guest");
      } else {
        arrive(saved.guest(), saved.ran(), saved.script());
      }
    } catch (IOException unreadable) {
      refuse(unreadable.toString());
    }
  }

  // What its migration does, on the clock's thread.

  /** The source's side is there. */
  void connected(MemoryMigration from) {
    synchronized (hypervisor) {
      migration = from;
      hypervisor.endListening(this);
    }
    become("active");
  }

  boolean isOver() {
    return completion.isDone();
  }

  MemoryProcess process() {
    return vm;
  }

  /** All of the guest is here. */
  void arrive(MemoryGuest guest, boolean ran, MigrationScript script) {
    MigrationScript.Ending ending = script.ending();
    switch (ending) {
      case DESTINATION_DIES -> vm.die();
      case DESTINATION_REFUSES -> refuse("Invalid argument");
      case DESTINATION_SILENT -> {}
      default ->
          hypervisor
              .clock()
              .after(
                  script.resume(),
                  () ->
                      whenThawed(
                          () ->
                              arrived(
                                  guest,
                                  ran
                                      && !standsStill
                                      && ending != MigrationScript.Ending.DESTINATION_STANDS_STILL,
                                  ending == MigrationScript.Ending.DISK_LOCKED)));
    }
  }

  private void whenThawed(Runnable task) {
    synchronized (hypervisor) {
      if (vm.frozen() != null) {
        waiting = task;
        return;
      }
    }
    task.run();
  }

  void wake() {
    Runnable task;
    MemoryMigration from;
    synchronized (hypervisor) {
      task = waiting;
      waiting = null;
      from = migration;
    }
    if (from != null) {
      from.wake();
    }
    if (task != null) {
      whenThawed(task);
    }
  }

  private void arrived(MemoryGuest guest, boolean ran, boolean locked) {
    String taken;
    boolean runs;
    synchronized (hypervisor) {
      if (!vm.isAlive()) {
        return;
      }
      runs = ran && !held;
      taken = vm.arrive(guest, runs, locked);
    }
    if (!taken.isEmpty()) {
      end(IncomingReport.absent(VmState.PAUSED, Optional.of(taken)));
      return;
    }
    Instant now = hypervisor.clock().instant();
    if (runs) {
      listener.guestRuns();
    }
    end(
        new IncomingReport(
            MigrationOutcome.COMPLETED,
            vm.state(),
            runs ? Optional.of(now) : Optional.empty(),
            Optional.empty()));
  }

  /** The guest goes on here, and the rest of its memory is still to come. */
  void goOnHere(MemoryGuest guest, boolean ran) {
    synchronized (hypervisor) {
      if (vm.isAlive()) {
        vm.arrive(guest, ran, false);
        resumed = ran ? hypervisor.clock().instant() : null;
      }
    }
    become("postcopy-active");
    if (ran) {
      listener.guestRuns();
    }
  }

  /** The stream of a postcopy is lost, and both sides are there. */
  void streamLost() {
    lostStream = true;
    become("postcopy-paused");
  }

  void streamIsBack() {
    lostStream = false;
    become("postcopy-active");
  }

  @Override
  public MigrationEndpoint recover() {
    if (!lostStream) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: [recover] is refused: no stream is lost".formatted(vm.name()));
    }
    return new MigrationEndpoint("unix:/memory/recovery-" + vm.name());
  }

  @Override
  public void pause() {
    MemoryMigration from;
    synchronized (hypervisor) {
      from = migration;
    }
    if (from == null) {
      throw new VirtualMachineException(
          "Virtual machine [%s]: [pause] is refused: no migration has come".formatted(vm.name()));
    }
    from.commands().pause();
  }

  /** The rest of the guest is here. */
  void restIsHere() {
    end(
        new IncomingReport(
            MigrationOutcome.COMPLETED,
            vm.state(),
            Optional.ofNullable(resumed),
            Optional.empty()));
  }

  /** It cannot read what it was sent, and ends. */
  void refuse(String why) {
    vm.end("exit code [1]: load of migration failed: " + why, true);
  }

  /** The source sends no more. */
  void sourceLost() {
    if (completion.isDone()) {
      return;
    }
    if (vm.state() == VmState.INCOMING) {
      refuse("Input/output error");
      return;
    }
    synchronized (hypervisor) {
      vm.lose();
    }
    end(
        new IncomingReport(
            MigrationOutcome.FAILED,
            VmState.LOST,
            Optional.ofNullable(resumed),
            Optional.of("the guest is lost: the postcopy has lost its stream")));
  }

  void processEnded(String how) {
    MemoryMigration from;
    synchronized (hypervisor) {
      from = migration;
      hypervisor.endListening(this);
    }
    end(
        IncomingReport.absent(
            VmState.GONE,
            Optional.of(
                "Virtual machine [%s]: its process on host [%s] ended before the guest arrived: %s"
                    .formatted(vm.name(), vm.host(), how))));
    if (from != null) {
      from.destinationEnded();
    }
  }

  @Override
  public LocalVm vm() {
    return machine;
  }

  @Override
  public CompletionStage<IncomingReport> completion() {
    return completion.minimalCompletionStage();
  }
}
