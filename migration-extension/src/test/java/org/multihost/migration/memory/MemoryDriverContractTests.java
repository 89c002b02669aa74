package org.multihost.migration.memory;

import org.multihost.migration.spi.DriverContract;
import org.multihost.migration.spi.DriverUnderTest;

/** The contract in memory. */
final class MemoryDriverContractTests extends DriverContract {

  @Override
  protected DriverUnderTest subject() {
    return new MemoryUnderTest();
  }
}
