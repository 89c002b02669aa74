package org.multihost.migration.internal.scenario;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VirtualMachineElsewhereException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VmSpec;

/** A test's machine on this host: where it lives, and its process if that is here. */
final class ManagedVm implements VirtualMachine {

  private static final Duration FOR_REASON = Duration.ofMillis(500);

  private final String self;
  private final Duration loginTimeout;
  private final Waits waits;
  private VmSpec spec; // guarded by this
  private String host; // guarded by this
  private @Nullable LocalVm local; // guarded by this
  private @Nullable String migration; // guarded by this
  private boolean asleep; // guarded by this
  private boolean pausedForMigration; // guarded by this

  ManagedVm(VmPlan plan, String self, Duration loginTimeout, Waits waits) {
    this.spec = plan.spec();
    this.self = self;
    this.loginTimeout = loginTimeout;
    this.waits = waits;
    this.host = plan.home();
    this.asleep = plan.spec().startPaused();
  }

  synchronized VmSpec spec() {
    return spec;
  }

  /** From now on, with these disks. */
  synchronized void use(VmSpec prepared) {
    spec = prepared;
  }

  /**
   * Whether the scenario logs in by itself: by SSH; over the serial port only into the driver's
   * default guest, for one of the user's own may not have an agent there.
   */
  boolean offersShell() {
    return switch (spec().access().login()) {
      case SSH -> true;
      case SERIAL -> spec().kernel().isEmpty() && spec().image().isEmpty();
      case NONE -> false;
    };
  }

  /** The machine's process is here. */
  synchronized void runsHere(LocalVm vm) {
    host = self;
    local = vm;
  }

  /** The machine went to a host; its process here, if any, is not the machine any more. */
  synchronized void livesOn(String destination) {
    host = destination;
    pausedForMigration = false;
    if (!destination.equals(self)) {
      local = null;
    }
  }

  /** Whether it was started paused, and has never run. */
  synchronized boolean isStillAsleep() {
    return asleep;
  }

  /** Lets it run if it was started paused. */
  void wake() {
    if (isStillAsleep()) {
      resume();
    }
  }

  /** Pauses it, to go on when the migration is over. */
  void pauseForMigration() {
    if (state() == VmState.RUNNING) {
      pause();
      synchronized (this) {
        pausedForMigration = true;
      }
    }
  }

  /** It could not leave: whatever the migration has stopped goes on. */
  void goOnAfterFailure() {
    VmState state = state();
    boolean stopped;
    synchronized (this) {
      stopped = pausedForMigration;
      pausedForMigration = false;
    }
    if (state == VmState.MIGRATED || stopped && state == VmState.PAUSED) {
      resume();
    }
  }

  /**
   * Has the guest answer, if it runs and offers a shell.
   *
   * @param when for the message, such as {@code before migration #1}
   * @throws VirtualMachineException if it neither runs nor is paused
   */
  void verifyAlive(String when) {
    VmState state = state();
    if (state == VmState.RUNNING && offersShell()) {
      session(); // an answer of the shell there is the proof
    } else if (state != VmState.RUNNING && state != VmState.PAUSED) {
      throw ownFailureOr(
          new VirtualMachineException(
              "Virtual machine [%s] on host [%s] is [%s] %s, expected [RUNNING] or [PAUSED]; its console ends with:\n%s"
                  .formatted(name(), host(), state, when, console().lastLines(10))));
    }
  }

  /** What became of it is known a moment after it is gone. */
  private VirtualMachineException ownFailureOr(VirtualMachineException otherwise) {
    CompletionStage<VirtualMachineException> failure = here("its failure").failed();
    try {
      return waits.within(FOR_REASON, failure, otherwise);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure.toCompletableFuture().getNow(otherwise);
    }
  }

  /** A machine takes part in one migration at a time. */
  synchronized void startMigration(String title) {
    if (migration != null) {
      throw new IllegalStateException(
          "Virtual machine [%s] cannot take part in %s: it is still in %s; join() that first"
              .formatted(name(), title, migration));
    }
    migration = title;
  }

  synchronized void endMigration(String title) {
    if (title.equals(migration)) {
      migration = null;
    }
  }

  @Override
  public String name() {
    return spec().name();
  }

  @Override
  public synchronized String host() {
    return host;
  }

  @Override
  public boolean isHere() {
    return host().equals(self);
  }

  @Override
  public VmState state() {
    return here("state()").state();
  }

  @Override
  public void pause() {
    here("pause()").pause();
  }

  @Override
  public void resume() {
    here("resume()").resume();
    synchronized (this) {
      asleep = false;
    }
  }

  @Override
  public void reset() {
    here("reset()").reset();
  }

  @Override
  public GuestSession session() {
    return here("session()").login(loginTimeout);
  }

  @Override
  public GuestConsole console() {
    return here("console()").console();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return here("unwrap(" + type.getSimpleName() + ")").unwrap(type);
  }

  /** The process on this host. */
  synchronized LocalVm here(String what) {
    LocalVm vm = local;
    if (vm == null || !host.equals(self)) {
      throw new VirtualMachineElsewhereException(
          "Virtual machine [%s] is on host [%s], and [%s] needs it on this host [%s]; call it in a step of the host that has it (startWork, checkWork, checkSource), or under if (vm.isHere())"
              .formatted(name(), host, what, self));
    }
    return vm;
  }

  @Override
  public String toString() {
    return "VirtualMachine [%s] on host [%s]".formatted(name(), host());
  }
}
