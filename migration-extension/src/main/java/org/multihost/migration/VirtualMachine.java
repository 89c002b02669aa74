package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * A handle of one virtual machine that knows which host it now lives on; the same on every host,
 * injected.
 *
 * <p>It is picked by {@link MigrateVm} on the parameter, else by the parameter's name, else it is
 * the only one. All methods may be called from any thread. Those that need the machine on this host
 * throw {@link VirtualMachineElsewhereException} when it is on another.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface VirtualMachine {

  /** The name it was declared with. */
  String name();

  /** The host that it lives on: its home at first, after a completed migration the destination. */
  String host();

  /** Whether it lives on the host that this code runs on. */
  boolean isHere();

  /** Its present state; only where it is. */
  VmState state();

  /** Stops the guest; only where it is. */
  void pause();

  /** Lets a paused guest go on; only where it is. */
  void resume();

  /** Resets the machine as its reset button would; only where it is. */
  void reset();

  /**
   * A logged-in shell in the guest, waiting for the guest to boot if need be, at most {@code
   * multihost.timeout.login}; only where it is.
   */
  GuestSession session();

  /** What the guest wrote to its console on this host; only where it is. */
  GuestConsole console();

  /**
   * The driver's own object behind this handle, for what this API does not offer; only where it is.
   *
   * @throws IllegalArgumentException if the driver has no such object; the message lists those that
   *     it has
   */
  <T> T unwrap(Class<T> type);
}
