package org.multihost.migration.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/**
 * All virtual machines of a run in memory, on whichever host they are, with the scripts that they
 * follow. Safe for use by several threads; what it tells anybody, it tells in a task of its clock.
 */
public final class MemoryHypervisor {

  private final MemoryClock clock;
  private final long seed;

  // Guarded by this, as is the state of every machine.
  private final List<MemoryProcess> processes = new ArrayList<>();
  private final Map<String, MemoryIncoming> listening = new HashMap<>();
  private final Map<String, SavedGuest> saved = new HashMap<>();
  private final Map<String, MemoryProcess> locks = new HashMap<>();
  private final Map<String, GuestScript> guests = new HashMap<>();
  private final Map<String, Queue<MigrationScript>> migrations = new HashMap<>();
  private final Map<String, CallScript> calls = new HashMap<>();
  private MigrationScript otherwise = MigrationScript.COMPLETES;
  private int started;
  private int ports = 49_151;
  private long pids = 1000;

  /**
   * A hypervisor without machines.
   *
   * @param seed from which the small variations of the times in its scripts follow; 0 for none
   */
  public MemoryHypervisor(MemoryClock clock, long seed) {
    this.clock = clock;
    this.seed = seed;
  }

  /** The driver for each of the hosts. */
  public VirtualMachineDriverProvider provider() {
    return new MemoryDriverProvider(this);
  }

  /** The clock. */
  public MemoryClock clock() {
    return clock;
  }

  /** From now on, the guests of that machine behave so. */
  public synchronized MemoryHypervisor guest(String vm, GuestScript script) {
    guests.put(vm, script);
    return this;
  }

  /** The next migrations of that machine go so, one after the other. */
  public synchronized MemoryHypervisor migrations(String vm, MigrationScript... scripts) {
    migrations.computeIfAbsent(vm, name -> new ArrayDeque<>()).addAll(List.of(scripts));
    return this;
  }

  /** Every migration without a script of its own goes so. */
  public synchronized MemoryHypervisor otherMigrations(MigrationScript script) {
    otherwise = script;
    return this;
  }

  /**
   * From now on, that call of a host's driver goes so.
   *
   * @param vm the machine's name
   */
  public synchronized MemoryHypervisor call(
      DriverCall call, String host, String vm, CallScript script) {
    calls.put(call + " " + host + " " + vm, script);
    return this;
  }

  /** The hosts on which a guest of that machine runs at this moment, in order of their starts. */
  public synchronized List<String> running(String vm) {
    return processes.stream()
        .filter(each -> each.name().equals(vm) && each.runsGuest())
        .map(MemoryProcess::host)
        .toList();
  }

  /** Every process that has been started and has not ended, in the order of their starts. */
  public synchronized List<MemoryProcess> processes() {
    return processes.stream().filter(MemoryProcess::isAlive).toList();
  }

  /** The newest living process of a machine on a host. */
  public synchronized MemoryProcess process(String host, String vm) {
    return processes().stream()
        .filter(each -> each.host().equals(host) && each.name().equals(vm))
        .reduce((older, newer) -> newer)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Host [%s] has no process of machine [%s]".formatted(host, vm)));
  }

  synchronized long register(MemoryProcess process) {
    processes.add(process);
    return ++pids;
  }

  synchronized GuestScript guestScript(String vm) {
    return guests.getOrDefault(vm, GuestScript.IDLE);
  }

  synchronized MigrationScript nextMigration(String vm) {
    Queue<MigrationScript> own = migrations.get(vm);
    MigrationScript next = own == null ? null : own.poll();
    MigrationScript script = next == null ? otherwise : next;
    String which = vm + " " + ++started;
    return seed == 0 ? script : script.varied(new Random(seed * 31 + which.hashCode()));
  }

  /** Passes a call of a driver: delayed, or failing, if its script says so. */
  void pass(DriverCall call, String host, String vm) {
    CallScript script;
    synchronized (this) {
      script = calls.getOrDefault(call + " " + host + " " + vm, CallScript.AT_ONCE);
    }
    if (!script.takes().isZero()) {
      CompletableFuture<Void> over = new CompletableFuture<>();
      clock.after(script.takes(), () -> over.complete(null));
      awaitOwn(over, () -> interrupted("call [" + call + "]"));
    }
    script
        .failure()
        .ifPresent(
            failure -> {
              throw failure.get();
            });
  }

  synchronized int freePort() {
    return ++ports;
  }

  synchronized void listen(String uri, MemoryIncoming incoming) {
    listening.put(uri, incoming);
  }

  synchronized @Nullable MemoryIncoming listener(String uri) {
    return listening.get(uri);
  }

  synchronized void endListening(MemoryIncoming incoming) {
    listening.values().remove(incoming);
  }

  /** Keeps a guest; returns the text by which it is found. */
  synchronized String save(SavedGuest guest) {
    String text = "guest " + (saved.size() + 1);
    saved.put(text, guest);
    return text;
  }

  synchronized @Nullable SavedGuest saved(String text) {
    return saved.get(text);
  }

  /** Locks the files, all or none; tells which one another process has. */
  synchronized String lock(MemoryProcess process, List<String> disks) {
    for (String disk : disks) {
      MemoryProcess owner = locks.get(disk);
      if (owner != null && owner != process) {
        return disk;
      }
    }
    disks.forEach(disk -> locks.put(disk, process));
    return "";
  }

  synchronized void unlock(MemoryProcess process) {
    locks.values().removeIf(owner -> owner == process);
  }

  /** Runs a task next. */
  void soon(Runnable task) {
    clock.after(Duration.ZERO, task);
  }

  /** Waits on this thread for a future, no longer than the limit. */
  <T> T await(
      CompletableFuture<T> future, Duration limit, Supplier<? extends RuntimeException> late) {
    CompletableFuture<T> either = future.copy();
    MemoryClock.Timer timer = clock.after(limit, () -> either.completeExceptionally(late.get()));
    try {
      return awaitOwn(either, () -> new GuestException("The wait was interrupted"));
    } finally {
      timer.cancel();
    }
  }

  private <T> T awaitOwn(
      CompletableFuture<T> future, Supplier<? extends RuntimeException> interrupted) {
    try {
      return clock.await(future);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      RuntimeException failure = interrupted.get();
      failure.initCause(e);
      throw failure;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static VirtualMachineException interrupted(String what) {
    return new VirtualMachineException("The " + what + " was interrupted");
  }
}
