package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a {@link VirtualMachine}; see {@link MigrationAssertions}. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class VirtualMachineAssert
    extends AbstractAssert<VirtualMachineAssert, VirtualMachine> {

  VirtualMachineAssert(@Nullable VirtualMachine actual) {
    super(actual, VirtualMachineAssert.class);
  }

  /** Verifies that the VM is on that host. */
  public VirtualMachineAssert isOn(String host) {
    isNotNull();
    if (!actual.host().equals(host)) {
      throw failureWithActualExpected(
          actual.host(),
          host,
          "Expected VM [%s] to be on host [%s] but it is on host [%s]",
          actual.name(),
          host,
          actual.host());
    }
    return this;
  }

  /** Verifies that the VM is on the host that this code runs on. */
  public VirtualMachineAssert isHere() {
    isNotNull();
    if (!actual.isHere()) {
      throw failure(
          "Expected VM [%s] to be on this host but it is on host [%s]",
          actual.name(), actual.host());
    }
    return this;
  }

  /**
   * Verifies that the guest runs.
   *
   * @throws VirtualMachineElsewhereException if the VM is on another host
   */
  public VirtualMachineAssert isRunning() {
    return hasState(VmState.RUNNING);
  }

  /**
   * Verifies that the guest is stopped and can be resumed.
   *
   * @throws VirtualMachineElsewhereException if the VM is on another host
   */
  public VirtualMachineAssert isPaused() {
    return hasState(VmState.PAUSED);
  }

  private VirtualMachineAssert hasState(VmState expected) {
    isNotNull();
    VmState found = actual.state();
    if (found != expected) {
      throw failureWithActualExpected(
          found,
          expected,
          "Expected VM [%s] on host [%s] to be [%s] but it is [%s]",
          actual.name(),
          actual.host(),
          expected,
          found);
    }
    return this;
  }
}
