package org.multihost.migration.internal.jupiter;

import java.util.List;
import java.util.Optional;
import org.multihost.migration.internal.config.VmPlan;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/**
 * A test class whose settings and VMs this host has validated, with the driver that it has started
 * for the class; not entered yet. After its entry the {@link ClassRun} closes the driver; closing
 * this does so otherwise.
 *
 * @param plans its VMs
 */
record PreparedClass(
    List<VmPlan> plans,
    Optional<VirtualMachineDriverProvider> provider,
    Optional<VirtualMachineDriver> driver)
    implements ClosedWithStore {

  /** Closes the driver because of a failure, which suppresses any further one. */
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
