package org.multihost.migration.samples;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** Its guest's kernel crashes at the very end of the test, which fails for that reason. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class CrashingLateTestCase {

  @Test
  void guestCrashesWhenItsTestIsOver(VirtualMachine vm1) {
    if (vm1.isHere()) {
      vm1.session().start("sleep 2; echo c > /proc/sysrq-trigger");
      vm1.console().await("Kernel panic", Duration.ofMinutes(1));
    }
  }
}
