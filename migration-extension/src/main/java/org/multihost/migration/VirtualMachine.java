package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * A handle of one virtual machine, available on every host; it tracks the host that the VM is on.
 * Injected.
 *
 * <p>The VM is chosen by {@link MigrateVm} on the parameter, else by the parameter's name, else it
 * is the only one. All methods may be called from any thread. Methods that need the VM on this host
 * throw {@link VirtualMachineElsewhereException} if it is on another host, or has not started on
 * this one.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface VirtualMachine {

  /** The name that the VM was declared with. */
  String name();

  /** The host that the VM is on: its home at first, the destination after a completed migration. */
  String host();

  /** Whether the VM is on the host that this code runs on. */
  boolean isHere();

  /** The present state of the VM; only on its host. */
  VmState state();

  /** Stops the guest; only on the VM's host. */
  void pause();

  /**
   * Resumes a paused guest; only on the VM's host.
   *
   * @throws VirtualMachineException if the guest is lost since a migration
   */
  void resume();

  /** Resets the VM as its reset button would; only on the VM's host. */
  void reset();

  /**
   * Ends the VM's process, as if its power was cut: the guest is not asked. The disks stay, with
   * what was written to them. The VM is {@link VmState#GONE} until {@link #start()}; only on the
   * VM's host.
   *
   * @throws IllegalStateException if the VM takes part in a migration that is not over
   */
  void stop();

  /**
   * Starts the VM again after {@link #stop()}, on the host where it was stopped, with this host's
   * hypervisor and settings: the guest boots, and has the devices that it was declared with. Does
   * not wait for the boot, as {@link #session()} does. Only on the VM's host.
   *
   * @throws IllegalStateException if the VM is not stopped
   * @throws VirtualMachineException if it does not start; it is then still stopped
   */
  void start();

  /**
   * A logged-in shell in the guest; only on the VM's host. If necessary the call waits for the
   * guest to boot, at most {@code multihost.timeout.login}.
   *
   * @throws VirtualMachineException if the guest is lost since a migration
   * @throws GuestException if there is no login in time
   */
  GuestSession session();

  /** The console of the guest on this host; only on the VM's host. */
  GuestConsole console();

  /**
   * Takes a picture of the guest's display, as it is now; only on the VM's host.
   *
   * @return a file in the PNG format among the logs of the test
   * @throws VirtualMachineException if the VM has no display; the message says how it gets one
   */
  Path screenshot();

  /**
   * This host's value of a placeholder of this VM, wherever the VM is: {@code host}, {@code vm},
   * {@code dir}, {@code port:NAME}, {@code arg:NAME}, as {@link MigrateVm} has them in braces. The
   * same at each call.
   *
   * @throws IllegalArgumentException if there is no such placeholder
   * @throws MultihostConfigurationException if the invocation has no such argument
   */
  String placeholder(String name);

  /**
   * The driver's own object behind this handle, for operations that this API does not have; only on
   * the VM's host.
   *
   * @throws IllegalArgumentException if the driver has no such object; the message lists the
   *     available ones
   */
  <T> T unwrap(Class<T> type);
}
