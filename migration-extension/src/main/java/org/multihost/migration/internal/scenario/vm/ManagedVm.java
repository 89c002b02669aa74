package org.multihost.migration.internal.scenario.vm;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VirtualMachineElsewhereException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.internal.config.placeholder.Placeholder;
import org.multihost.migration.internal.scenario.environment.StageWaits;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VmSpec;

/**
 * A VM of the test, seen from this host: the host where it is, and its process if that is this
 * host.
 */
public final class ManagedVm implements VirtualMachine {

  private final String self;
  private final Duration loginTimeout;
  private final StageWaits waits;
  private final VmPower power;
  private final PauseRecord pauses;
  private final VmMigration migration;
  private VmSpec spec; // guarded by this
  private String host; // guarded by this
  private @Nullable LocalVm local; // guarded by this
  private boolean stopped; // guarded by this

  ManagedVm(VmPlan plan, String self, Duration loginTimeout, StageWaits waits, VmPower power) {
    this.power = power;
    this.spec = plan.spec();
    this.self = self;
    this.loginTimeout = loginTimeout;
    this.waits = waits;
    this.host = plan.home();
    this.pauses = new PauseRecord(plan.spec().startPaused());
    this.migration = new VmMigration(plan.spec().name());
  }

  public synchronized VmSpec spec() {
    return spec;
  }

  /** Replaces the specification by one with prepared disks. */
  synchronized void use(VmSpec prepared) {
    spec = prepared;
  }

  synchronized void runsHere(LocalVm vm) {
    host = self;
    local = vm;
    stopped = false;
  }

  /**
   * Records that the VM has arrived on this host.
   *
   * @param neverRan whether it was started paused and has not run yet
   */
  public synchronized void arrives(LocalVm vm, boolean neverRan) {
    runsHere(vm);
    pauses.arrived(neverRan);
  }

  /**
   * Records that the VM has moved to a host; its process on this host, if any, is not the VM any
   * more.
   */
  public synchronized void livesOn(String destination) {
    host = destination;
    stopped = false;
    pauses.moved();
    if (!destination.equals(self)) {
      local = null;
    }
  }

  /** Returns whether the VM was started paused and has never run. */
  public boolean isStillAsleep() {
    return pauses.neverRan();
  }

  /** Resumes the VM, if it was started paused and has never run. */
  public void wake() {
    if (isStillAsleep()) {
      resume();
    }
  }

  /**
   * Pauses the VM until the migration is over.
   *
   * @return when it stopped; empty if it did not run
   */
  public Optional<Instant> pauseForMigration() {
    Optional<Instant> stopped = here("offline()").pause();
    pauses.pausedForMigration(stopped.isPresent());
    return stopped;
  }

  /** Resumes the VM on the source after a failed migration, as {@link WayBack#goOn}. */
  public boolean goOnAfterFailure(boolean ranBefore) {
    return new WayBack(this, pauses).goOn(ranBefore);
  }

  /** Records that the VM's guest is lost; what is left of its process is not the VM. */
  public void loses(String migrationTitle) {
    migration.loses(migrationTitle);
  }

  /** Returns the migration in which the guest was lost. */
  Optional<String> lostIn() {
    return migration.lostIn();
  }

  private void refuseIfLost(String what) {
    migration.refuseIfLost(what, host());
  }

  /**
   * Verifies that the guest runs or is paused. If it runs and offers a shell, it must also answer
   * there.
   *
   * @param when the time of the check for the message, such as {@code before migration #1}
   * @throws VirtualMachineException if it neither runs nor is paused
   */
  public void verifyAlive(String when) {
    verify(Optional.empty(), when);
  }

  /** Verifies the guest, as {@link GuestCheck#verify}. */
  public void verify(Optional<VmState> expected, String when) {
    new GuestCheck(this, waits).verify(expected, when);
  }

  /** Records the start of a migration: a VM takes part in one at a time. */
  public void startMigration(String title) {
    migration.start(title);
  }

  public void endMigration(String title) {
    migration.end(title);
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
    if (isStopped()) {
      return VmState.GONE;
    }
    VmState state = here("state()").state();
    return state != VmState.GONE && lostIn().isPresent() ? VmState.LOST : state;
  }

  @Override
  public void pause() {
    here("pause()").pause();
    pauses.pausedByTest();
  }

  @Override
  public void resume() {
    refuseIfLost("resume()");
    here("resume()").resume();
    pauses.resumed();
  }

  @Override
  public void reset() {
    here("reset()").reset();
  }

  @Override
  public void stop() {
    LocalVm ended = here("stop()");
    migration.refuse("stop");
    synchronized (this) {
      local = null;
      stopped = true;
    }
    power.end(ended);
  }

  @Override
  public void start() {
    refuseIfLost("start()");
    if (!isStopped()) {
      throw new IllegalStateException(
          "Virtual machine [%s] on host [%s] cannot start: it was not stopped by stop() on this host [%s]"
              .formatted(name(), host(), self));
    }
    LocalVm started = power.start(this);
    pauses.restarted(spec().startPaused());
    runsHere(started);
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  @Override
  public GuestSession session() {
    refuseIfLost("session()");
    return here("session()").login(loginTimeout);
  }

  /** Waits for an answer of the guest, at most as long as for a login. */
  void awaitAnswer() {
    refuseIfLost("its answer");
    here("its answer").awaitAnswer(loginTimeout);
  }

  @Override
  public GuestConsole console() {
    return here("console()").console();
  }

  @Override
  public Path screenshot() {
    return here("screenshot()").screenshot();
  }

  @Override
  public String placeholder(String name) {
    try {
      return filled(Placeholder.parse(name).toString());
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "Virtual machine [%s] has no placeholder [%s]; allowed, without the braces: %s"
              .formatted(name(), name, Placeholder.ALL),
          unknown);
    }
  }

  /**
   * Returns a text of the test with this host's values of its placeholders.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if it has an unknown one
   */
  public String filled(String text) {
    return spec().placeholders().fill(text);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return here("unwrap(" + type.getSimpleName() + ")").unwrap(type);
  }

  /** Returns the process on this host. */
  public LocalVm here(String what) {
    return process().orElseThrow(() -> notHere(what));
  }

  private VirtualMachineElsewhereException notHere(String what) {
    if (isStopped()) {
      return new VirtualMachineElsewhereException(
          "Virtual machine [%s] was stopped on host [%s], and [%s] needs it; call start() first"
              .formatted(name(), self, what));
    }
    return new VirtualMachineElsewhereException(
        isHere()
            ? "Virtual machine [%s] has not started on host [%s], and [%s] needs it"
                .formatted(name(), self, what)
            : "Virtual machine [%s] is on host [%s], and [%s] needs it on this host [%s]; call it in a step of the host that has it (startWork, checkWork, checkSource), or under if (vm.isHere())"
                .formatted(name(), host(), what, self));
  }

  /** Returns the process on this host; empty if the VM is on another host or has not started. */
  synchronized Optional<LocalVm> process() {
    return host.equals(self) ? Optional.ofNullable(local) : Optional.empty();
  }

  @Override
  public String toString() {
    return "VirtualMachine [%s] on host [%s]".formatted(name(), host());
  }
}
