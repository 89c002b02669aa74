package org.multihost.migration.example;

import org.junit.jupiter.api.Timeout;
import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.contract.MigrationContract;

/** The contract of counters. */
@Timeout(120)
final class CounterMigrationContractTests extends MigrationContract {

  @Override
  protected DriverUnderTest subject() {
    return new CounterUnderTest();
  }
}
