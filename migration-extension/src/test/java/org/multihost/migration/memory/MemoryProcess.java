package org.multihost.migration.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.DriverContext;
import org.multihost.migration.spi.VmDrives;
import org.multihost.migration.spi.VmSpec;

/**
 * A process of a virtual machine in memory, with what can happen to it: it dies, freezes, or its
 * guest crashes. Its state is guarded by the hypervisor.
 */
public final class MemoryProcess {

  /** The exit code of a process that SIGKILL has ended. */
  private static final int KILLED = 137;

  private final MemoryHypervisor hypervisor;
  private final DriverContext context;
  private final VmSpec spec;
  private final long pid;
  private final MemoryConsole console;
  private final CompletableFuture<VirtualMachineException> failed = new CompletableFuture<>();
  private volatile @Nullable VirtualMachineException failure;
  private final List<String> output = new ArrayList<>();

  private VmState state = VmState.INCOMING;
  private @Nullable MemoryGuest guest;
  private @Nullable MemorySession session;
  private @Nullable MemoryMigration outgoing;
  private @Nullable MemoryIncoming incoming;
  private @Nullable CompletableFuture<Void> frozen;
  private boolean closing;
  private boolean isUnnoticed;
  private int answersLeft;
  private volatile boolean mustStayAsItIs;

  MemoryProcess(MemoryHypervisor hypervisor, DriverContext context, VmSpec spec) {
    this.hypervisor = hypervisor;
    this.context = context;
    this.spec = spec;
    this.console = new MemoryConsole(spec.name(), hypervisor);
    this.pid = hypervisor.register(this);
  }

  // What it is.

  void keepAsItIs(boolean inMigration) {
    mustStayAsItIs = inMigration;
  }

  /** Whether its driver must refuse changes, because a destination is built as it is. */
  public boolean mustStayAsItIs() {
    return mustStayAsItIs;
  }

  /** The machine's name. */
  public String name() {
    return spec.name();
  }

  /** The host that it is on. */
  public String host() {
    return context.host();
  }

  MemoryHypervisor hypervisor() {
    return hypervisor;
  }

  DriverContext context() {
    return context;
  }

  /** The specification that it was started with. */
  public VmSpec spec() {
    return spec;
  }

  MemoryConsole console() {
    return console;
  }

  CompletableFuture<VirtualMachineException> failed() {
    return failed;
  }

  /** The state, also of a frozen process. */
  VmState state() {
    synchronized (hypervisor) {
      return state;
    }
  }

  boolean isAlive() {
    return state() != VmState.GONE;
  }

  @Nullable CompletableFuture<Void> frozen() {
    synchronized (hypervisor) {
      return frozen;
    }
  }

  boolean isClosing() {
    synchronized (hypervisor) {
      return closing;
    }
  }

  boolean runsGuest() {
    synchronized (hypervisor) {
      return guest != null && guest.home() == this && guest.isRunning();
    }
  }

  @Nullable MemoryGuest guest() {
    synchronized (hypervisor) {
      return guest;
    }
  }

  @Nullable MemoryMigration outgoing() {
    return outgoing;
  }

  @Nullable MemoryIncoming incoming() {
    return incoming;
  }

  List<String> disks() {
    return Stream.concat(
            spec.image().stream(), spec.drives().disks().stream().map(VmDrives.Disk::path))
        .toList();
  }

  /** A line of a person who wonders, and what the process has said. */
  List<String> words() {
    synchronized (hypervisor) {
      String condition =
          frozen == null ? "is [" + state + "]" : "is [stopped]; it does not answer [query-status]";
      List<String> words = new ArrayList<>();
      words.add("%s: process [%d] on host [%s] %s".formatted(name(), pid, host(), condition));
      words.addAll(output);
      if (outgoing != null) {
        words.add("migration: " + outgoing);
      }
      return words;
    }
  }

  // What can happen to it.

  /** It ends though nobody asked it to, as by SIGKILL. */
  public void die() {
    end("exit code [%d]".formatted(KILLED), false);
  }

  /** It says so often that it is well, and dies then; only who asks again notices. */
  public void dieUnnoticedAfter(int answers) {
    synchronized (hypervisor) {
      answersLeft = answers;
    }
  }

  /** It has told that it is well. */
  void answered() {
    synchronized (hypervisor) {
      isUnnoticed = answersLeft > 0 && --answersLeft == 0;
      if (isUnnoticed) {
        die();
      }
    }
  }

  /** A test ends it, and means it: that is no failure. */
  public void kill() {
    end("exit code [%d]".formatted(KILLED), true);
  }

  /** It answers nobody and does nothing, as after SIGSTOP. */
  public void freeze() {
    synchronized (hypervisor) {
      if (state == VmState.GONE || frozen != null) {
        return;
      }
      frozen = new CompletableFuture<>();
      if (guest != null && guest.home() == this) {
        guest.stop();
      }
    }
    hypervisor.clock().after(context.progressInterval(), this::foundFrozen);
  }

  private void foundFrozen() {
    if (frozen() != null && !isClosing()) {
      failed.complete(
          new VirtualMachineException(
              "Virtual machine [%s]: its process on host [%s] is stopped by a signal and answers nobody"
                  .formatted(name(), host())));
    }
  }

  /** A frozen one goes on. */
  public void thaw() {
    synchronized (hypervisor) {
      if (frozen == null) {
        return;
      }
      release();
      if (guest != null && guest.home() == this && state == VmState.RUNNING) {
        guest.run();
      }
      if (outgoing != null) {
        hypervisor.soon(outgoing::wake);
      }
      if (incoming != null) {
        hypervisor.soon(incoming::wake);
      }
    }
  }

  private void release() {
    CompletableFuture<Void> waited = frozen;
    frozen = null;
    if (waited != null) {
      hypervisor.soon(() -> waited.complete(null));
    }
  }

  /** The guest's kernel crashes, and says so on the console. */
  public void panic(String words) {
    String line = "Kernel panic - not syncing: " + words;
    console.write(line);
    crashed(line);
  }

  void crashed(String line) {
    synchronized (hypervisor) {
      if (state == VmState.GONE || guest == null) {
        return;
      }
      guest.stop();
      state = VmState.CRASHED;
    }
    fail(
        new VirtualMachineException(
            "The guest of virtual machine [%s] has crashed: [%s]".formatted(name(), line)));
  }

  /** The news of it takes its time; whoever asks finds it at once. */
  private void fail(VirtualMachineException why) {
    failure = why;
    if (!isUnnoticed) {
      hypervisor.soon(() -> failed.complete(why));
    }
  }

  /** What has failed by now. */
  Optional<VirtualMachineException> failure() {
    return Optional.ofNullable(failure);
  }

  void poweredOff() {
    synchronized (hypervisor) {
      if (guest != null) {
        guest.stop();
      }
      state = VmState.SHUTDOWN;
      endSession("has ended: the guest has shut down");
    }
  }

  /** From now on its end is nobody's concern; false if it was so already. */
  boolean close() {
    synchronized (hypervisor) {
      boolean first = !closing;
      closing = true;
      return first;
    }
  }

  void end(String how, boolean asked) {
    synchronized (hypervisor) {
      if (state == VmState.GONE) {
        return;
      }
      boolean guestIsHere = state != VmState.INCOMING && (incoming == null || incoming.isOver());
      state = VmState.GONE;
      output.add("ended with " + how);
      if (guest != null && guest.home() == this) {
        guest.stop();
      }
      hypervisor.unlock(this);
      release();
      endSession("has no answer: its process has ended");
      if (guestIsHere && !asked) {
        fail(ended(how));
      }
      if (outgoing != null) {
        MemoryMigration leaving = outgoing;
        hypervisor.soon(() -> leaving.sourceEnded(how));
      }
      if (incoming != null) {
        MemoryIncoming arriving = incoming;
        hypervisor.soon(() -> arriving.processEnded(how));
      }
    }
    console.end();
  }

  private VirtualMachineException ended(String how) {
    return new VirtualMachineException(
        "Virtual machine [%s]: its process on host [%s] exited unexpectedly: %s"
            .formatted(name(), host(), how));
  }

  // What its machine and its migrations do with it; called with the hypervisor's lock.

  /** Takes its disks and begins to boot. */
  void boot() {
    String taken = hypervisor.lock(this, disks());
    if (!taken.isEmpty()) {
      state = VmState.GONE;
      throw new VirtualMachineException(
          "Virtual machine [%s] did not start: exit code [1]%nFailed to get \"write\" lock%nIs another process using the image [%s]?"
              .formatted(name(), taken));
    }
    MemoryGuest own = new MemoryGuest(hypervisor, hypervisor.guestScript(name()), this);
    guest = own;
    own.boot();
    state = VmState.PAUSED;
    if (!spec.startPaused()) {
      goOn();
    }
  }

  void leavesBy(MemoryMigration migration) {
    outgoing = migration;
  }

  MemoryIncoming arrivesBy(MemoryIncoming side) {
    incoming = side;
    return side;
  }

  /** Whether it ran. */
  boolean stop() {
    boolean ran = state == VmState.RUNNING;
    if (ran) {
      Objects.requireNonNull(guest).stop();
      state = VmState.PAUSED;
    }
    return ran;
  }

  /** Whether it stood still. */
  boolean goOn() {
    if (state != VmState.PAUSED && state != VmState.MIGRATED) {
      return false;
    }
    String taken = hypervisor.lock(this, disks());
    if (!taken.isEmpty()) {
      throw new VirtualMachineException(
          "Virtual machine [%s] cannot resume: another process has its disk [%s]"
              .formatted(name(), taken));
    }
    state = VmState.RUNNING;
    Objects.requireNonNull(guest).run();
    return true;
  }

  /** The guest leaves; what stays here is a copy that stands still. */
  MemoryGuest leave(VmState after) {
    MemoryGuest leaving = Objects.requireNonNull(guest);
    guest = leaving.copy();
    state = after;
    hypervisor.unlock(this);
    endSession("has no answer: the guest has migrated away; ask for its session where it is now");
    return leaving;
  }

  /** A part of the guest was here, and another one is gone. */
  void lose() {
    if (state != VmState.GONE) {
      if (guest != null) {
        guest.stop();
      }
      state = VmState.LOST;
    }
  }

  /** The last part of the guest has left. */
  void hasLeft() {
    state = VmState.MIGRATED;
  }

  /** The guest is here; it stands still if a disk is not, and the answer says which. */
  String arrive(MemoryGuest arriving, boolean runs, boolean locked) {
    String taken = locked ? String.join(" ", disks()) : hypervisor.lock(this, disks());
    arriving.moveTo(this);
    guest = arriving;
    state = VmState.PAUSED;
    if (locked || !taken.isEmpty()) {
      output.add(
          "Failed to get \"write\" lock: is another process using the image [%s]?"
              .formatted(taken));
      return output.get(output.size() - 1);
    }
    if (runs) {
      goOn();
    }
    return "";
  }

  /** The session of this process, opened if there is none. */
  MemorySession session() {
    MemorySession open = session;
    if (open == null || !open.isOpen()) {
      open = new MemorySession(this, Objects.requireNonNull(guest), context.commandTimeout());
      session = open;
    }
    return open;
  }

  void endSession(String reason) {
    MemorySession open = session;
    session = null;
    if (open != null) {
      open.end(reason);
    }
  }

  @Override
  public String toString() {
    return "MemoryProcess [%s on %s]".formatted(name(), host());
  }
}
