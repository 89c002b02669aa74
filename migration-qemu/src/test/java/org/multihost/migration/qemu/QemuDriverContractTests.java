package org.multihost.migration.qemu;

import org.junit.jupiter.api.Timeout;
import org.multihost.migration.contract.DriverContract;
import org.multihost.migration.contract.DriverUnderTest;

/** The contract with a real QEMU. */
@NeedsQemu
@Timeout(300)
final class QemuDriverContractTests extends DriverContract {

  @Override
  protected DriverUnderTest subject() {
    return new QemuUnderTest();
  }
}
