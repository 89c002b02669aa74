package org.multihost.migration.example;

import org.junit.jupiter.api.Timeout;
import org.multihost.migration.contract.DriverContract;
import org.multihost.migration.contract.DriverUnderTest;

/** The contract of counters. */
@Timeout(120)
final class CounterDriverContractTests extends DriverContract {

  @Override
  protected DriverUnderTest subject() {
    return new CounterUnderTest();
  }
}
