package org.multihost.migration.qemu;

import org.junit.jupiter.api.Timeout;
import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.contract.ProcessContract;
import org.multihost.migration.spi.LocalVm;

/** The contract of processes with a real QEMU. */
@NeedsQemu
@Timeout(300)
final class QemuProcessContractTests extends ProcessContract {

  @Override
  protected DriverUnderTest subject() {
    return new QemuUnderTest();
  }

  @Override
  protected void freeze(LocalVm vm) {
    QemuUnderTest.freeze(vm);
  }
}
