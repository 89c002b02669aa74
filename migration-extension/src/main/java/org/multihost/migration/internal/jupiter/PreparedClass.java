package org.multihost.migration.internal.jupiter;

import java.util.List;
import java.util.Optional;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/**
 * A test class whose settings and VMs this host has verified, with the driver that it has started
 * for it; not entered yet. Who enters it ends the driver, else who closes this.
 *
 * @param plans its VMs
 */
record PreparedClass(
    List<VmPlan> plans,
    Optional<VirtualMachineDriverProvider> provider,
    Optional<VirtualMachineDriver> driver)
    implements AutoCloseable {

  /** Closes it because of a failure. */
  void closeAfter(Throwable failure) {
    driver.ifPresent(started -> closeAfter(failure, started));
  }

  static void closeAfter(Throwable failure, VirtualMachineDriver driver) {
    try {
      driver.close();
    } catch (RuntimeException | Error further) {
      failure.addSuppressed(further);
    }
  }

  @Override
  public void close() {
    driver.ifPresent(VirtualMachineDriver::close);
  }
}
