package org.multihost.migration.internal.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestSession;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VirtualMachineElsewhereException;
import org.multihost.migration.VmState;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.VmSpec;

/** A test's machine on this host: where it lives, and its process if that is here. */
final class ManagedVm implements VirtualMachine {

  private final String self;
  private final Duration loginTimeout;
  private VmSpec spec; // guarded by this
  private String host; // guarded by this
  private @Nullable LocalVm local; // guarded by this
  private @Nullable String migration; // guarded by this

  ManagedVm(VmPlan plan, String self, Duration loginTimeout) {
    this.spec = plan.spec();
    this.self = self;
    this.loginTimeout = loginTimeout;
    this.host = plan.home();
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
    if (!destination.equals(self)) {
      local = null;
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

  synchronized void endMigration() {
    migration = null;
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
