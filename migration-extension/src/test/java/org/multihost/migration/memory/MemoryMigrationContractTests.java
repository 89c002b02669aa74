package org.multihost.migration.memory;

import org.multihost.migration.spi.DriverUnderTest;
import org.multihost.migration.spi.MigrationContract;

/** The contract in memory. */
final class MemoryMigrationContractTests extends MigrationContract {

  @Override
  protected DriverUnderTest subject() {
    return new MemoryUnderTest();
  }
}
