package org.multihost.migration.example;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MachineDescription;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.ProgressListener;
import org.multihost.migration.spi.VmDiagnosis;

/** A VM whose guest counts the milliseconds for which it has run. */
final class CounterVm implements LocalVm {

  private final String name;
  private final long memory;
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final CompletableFuture<VirtualMachineException> failed = new CompletableFuture<>();

  // Guarded by this.
  private VmState state;
  private long counted;
  private long since = System.nanoTime();
  private @Nullable CounterMigration outgoing;
  private boolean closed;

  CounterVm(String name, long memory, VmState state) {
    this.name = name;
    this.memory = memory;
    this.state = state;
  }

  long memory() {
    return memory;
  }

  synchronized long count() {
    return state == VmState.RUNNING ? counted + (System.nanoTime() - since) / 1_000_000 : counted;
  }

  private Instant become(VmState next) {
    counted = count();
    since = System.nanoTime();
    state = next;
    return Instant.now();
  }

  private void requireProcess(String call) {
    if (state == VmState.GONE) {
      throw new VirtualMachineException(
          "Virtual machine [%s] cannot %s: its process has ended".formatted(name, call));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public MachineDescription machine() {
    return new MachineDescription(Long.toString(memory));
  }

  @Override
  public synchronized VmState state() {
    return state;
  }

  @Override
  public synchronized Optional<Instant> pause() {
    requireProcess("pause");
    return state == VmState.RUNNING ? Optional.of(become(VmState.PAUSED)) : Optional.empty();
  }

  @Override
  public synchronized Optional<Instant> resume() {
    requireProcess("resume");
    boolean stands = state == VmState.PAUSED || state == VmState.MIGRATED;
    return stands ? Optional.of(become(VmState.RUNNING)) : Optional.empty();
  }

  @Override
  public synchronized void reset() {
    requireProcess("reset");
    counted = 0;
    since = System.nanoTime();
  }

  @Override
  public synchronized OutgoingMigration migrate(
      MigrationEndpoint endpoint, MigrationSettings settings, ProgressListener progress) {
    requireProcess("migrate");
    if (outgoing != null && !outgoing.isDone()) {
      throw new VirtualMachineException("Virtual machine [%s] migrates already".formatted(name));
    }
    outgoing = CounterMigration.start(this, endpoint, settings, progress);
    return outgoing;
  }

  /** Gives the guest away: it does not run here any more. */
  synchronized void leave() {
    requireProcess("leave");
    become(VmState.MIGRATED);
  }

  /** Keeps the guest after a migration that has failed. */
  synchronized void stay(boolean ran) {
    if (state != VmState.GONE) {
      become(ran ? VmState.RUNNING : state == VmState.MIGRATED ? VmState.PAUSED : state);
    }
  }

  /** Takes a guest that has arrived; returns the time when it resumed. */
  synchronized Optional<Instant> arrive(long count, boolean runs) {
    requireProcess("take its guest");
    counted = count;
    become(VmState.PAUSED);
    return runs ? resume() : Optional.empty();
  }

  /** Completes with the reason when the process ends, whether it is a failure or not. */
  CompletionStage<String> ended() {
    return ended;
  }

  /** Closes a socket with the process, so that the thread that uses it ends. */
  void closeAtEnd(Closeable socket) {
    ended.thenRun(() -> close(socket));
  }

  static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // it ends what uses it all the same
    }
  }

  void end(String reason, boolean expected) {
    boolean fails;
    synchronized (this) {
      fails = !expected && state != VmState.INCOMING && state != VmState.GONE;
      become(VmState.GONE);
    }
    ended.complete(reason);
    if (fails) {
      failed.complete(
          new VirtualMachineException(
              "Virtual machine [%s] has failed: %s".formatted(name, reason)));
    }
  }

  /** Ends unexpectedly. */
  void die() {
    end("its process was killed", false);
  }

  @Override
  public CompletionStage<VirtualMachineException> failed() {
    return failed.minimalCompletionStage();
  }

  @Override
  public synchronized VmDiagnosis diagnosis() {
    List<String> lines = List.of("%s: it is [%s] and counts [%d]".formatted(name, state, count()));
    return new VmDiagnosis(
        closed ? List.of() : lines,
        List.of(new VmDiagnosis.Section("the counter", lines)),
        Optional.empty());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    end("it was closed", true);
  }
}
