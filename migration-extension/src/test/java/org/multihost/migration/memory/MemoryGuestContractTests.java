package org.multihost.migration.memory;

import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.contract.GuestContract;
import org.multihost.migration.spi.VmSpec;

/** The contract of guests in memory. */
final class MemoryGuestContractTests extends GuestContract {

  @Override
  protected DriverUnderTest subject() {
    return new MemoryUnderTest();
  }

  @Override
  protected VmSpec guest(String name) {
    return MemoryUnderTest.spec(name);
  }
}
