package org.multihost.migration.memory;

import org.multihost.migration.contract.DriverContract;
import org.multihost.migration.contract.DriverUnderTest;

/** The contract in memory. */
final class MemoryDriverContractTests extends DriverContract {

  @Override
  protected DriverUnderTest subject() {
    return new MemoryUnderTest();
  }
}
