package org.multihost.migration.qemu;

import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuSettings;
import org.multihost.migration.spi.DriverUnavailableException;
import org.multihost.migration.spi.VmSpec;
import org.opentest4j.TestAbortedException;

/** The default guests of an architecture, which this host may have to emulate. */
public record GuestsOf(String architecture) {

  /** Returns those of an architecture by QEMU's name for it. */
  public static GuestsOf architecture(String name) {
    return new GuestsOf(name);
  }

  /** Returns the context of a host that runs them. */
  public TestContext on(String host) {
    return new TestContext(host).with(QemuSettings.ARCHITECTURE, architecture);
  }

  /** Aborts the test on a host without a part of them, with the reason; fails it in CI. */
  public void verify() {
    try (QemuDriver driver = QemuDriver.create(on("probe"), HostSystem.current())) {
      driver.verify(VmSpec.builder("probe").build());
    } catch (DriverUnavailableException missing) {
      if ("true".equals(System.getenv("CI"))) {
        throw missing;
      }
      throw new TestAbortedException(missing.getMessage());
    }
  }
}
