package org.multihost.migration.memory;

import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.contract.MigrationContract;

/** The contract in memory. */
final class MemoryMigrationContractTests extends MigrationContract {

  @Override
  protected DriverUnderTest subject() {
    return new MemoryUnderTest();
  }
}
