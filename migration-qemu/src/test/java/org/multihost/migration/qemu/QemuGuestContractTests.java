package org.multihost.migration.qemu;

import org.junit.jupiter.api.Timeout;
import org.multihost.migration.contract.DriverUnderTest;
import org.multihost.migration.contract.GuestContract;
import org.multihost.migration.spi.VmSpec;

/** The contract of guests with a real QEMU. */
@NeedsQemu
@Timeout(300)
final class QemuGuestContractTests extends GuestContract {

  @Override
  protected DriverUnderTest subject() {
    return new QemuUnderTest();
  }

  @Override
  protected VmSpec guest(String name) {
    return TestContext.tinyLinux(name);
  }
}
