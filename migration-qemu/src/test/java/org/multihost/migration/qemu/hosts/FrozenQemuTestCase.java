package org.multihost.migration.qemu.hosts;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.process.QemuProcess;

/** A QEMU that stands still when its test fails. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", login = Login.NONE)
class FrozenQemuTestCase {

  @Test
  void failsWithAFrozenQemu(VirtualMachine vm1) throws IOException, InterruptedException {
    if (vm1.isHere()) {
      String pid = Long.toString(vm1.unwrap(QemuProcess.class).pid());
      new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor();
      throw new IllegalStateException("its QEMU is frozen");
    }
  }
}
