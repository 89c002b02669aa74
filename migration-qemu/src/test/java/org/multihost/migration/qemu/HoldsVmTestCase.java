package org.multihost.migration.qemu;

import org.multihost.migration.qemu.install.HostSystem;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.spi.LocalVm;

/** A JVM that starts the default guest, says where it is, and waits to be killed. */
final class HoldsVmTestCase {

  private HoldsVmTestCase() {}

  public static void main(String[] arguments) throws Exception {
    QemuDriver driver = QemuDriver.create(new TestContext("victim"), HostSystem.current());
    LocalVm vm = driver.start(TestContext.tinyLinux("vm1"));
    QemuProcess process = vm.unwrap(QemuProcess.class);
    System.out.println(process.pid());
    System.out.println(process.launch().directory().path());
    System.in.read();
  }
}
