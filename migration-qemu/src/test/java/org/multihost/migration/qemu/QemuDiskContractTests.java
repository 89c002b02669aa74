package org.multihost.migration.qemu;

import org.junit.jupiter.api.Timeout;
import org.multihost.migration.contract.DiskContract;
import org.multihost.migration.contract.DriverUnderTest;

/** The contract of disks with a real QEMU. */
@NeedsQemu
@Timeout(300)
final class QemuDiskContractTests extends DiskContract {

  @Override
  protected DriverUnderTest subject() {
    return new QemuUnderTest();
  }
}
