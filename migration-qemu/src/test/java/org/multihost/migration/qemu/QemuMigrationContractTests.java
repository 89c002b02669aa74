package org.multihost.migration.qemu;

import org.junit.jupiter.api.Timeout;
import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.contract.MigrationContract;

/** The contract with a real QEMU. */
@NeedsQemu
@Timeout(300)
final class QemuMigrationContractTests extends MigrationContract {

  @Override
  protected DriverUnderTest subject() {
    return new QemuUnderTest();
  }
}
