package org.multihost.migration.memory;

import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.contract.ProcessContract;
import org.multihost.migration.spi.LocalVm;

/** The contract of processes in memory. */
final class MemoryProcessContractTests extends ProcessContract {

  @Override
  protected DriverUnderTest subject() {
    return new MemoryUnderTest();
  }

  @Override
  protected void freeze(LocalVm vm) {
    vm.unwrap(MemoryProcess.class).freeze();
  }
}
