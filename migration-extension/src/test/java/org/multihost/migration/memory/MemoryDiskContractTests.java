package org.multihost.migration.memory;

import org.multihost.migration.contract.DiskContract;
import org.multihost.migration.contract.DriverUnderTest;

/** The contract of disks in memory. */
final class MemoryDiskContractTests extends DiskContract {

  @Override
  protected DriverUnderTest subject() {
    return new MemoryUnderTest();
  }
}
