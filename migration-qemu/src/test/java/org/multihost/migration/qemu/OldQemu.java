package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.install.QemuSettings;

/** The system's QEMU where it is 7.2, that of Debian 12: an older one than the tests' own. */
public final class OldQemu {

  private static final String VERSION = "QEMU 7.2";

  private OldQemu() {}

  /** Returns the context of a host that has it; aborts the test without it, and fails it in CI. */
  public static TestContext on(String host) {
    return on(host, "x86_64");
  }

  /** Like the other one, with guests of an architecture. */
  static TestContext on(String host, String architecture) {
    Path program = Path.of("/usr/bin/qemu-system-" + architecture);
    TestContext context =
        new TestContext(host)
            .with(QemuSettings.ARCHITECTURE, architecture)
            .with(QemuSettings.BINARY, program.toString())
            .with(QemuSettings.ACCELERATOR, "tcg");
    boolean mustBeThere = "true".equals(System.getenv("CI"));
    if (mustBeThere) {
      assertThat(program).isExecutable();
    } else {
      assumeThat(program).isExecutable();
    }
    try (QemuDriver driver = QemuDriver.create(context, HostSystem.current())) {
      if (mustBeThere) {
        assertThat(driver.description()).contains(VERSION);
      } else {
        assumeThat(driver.description()).contains(VERSION);
      }
    }
    return context;
  }
}
