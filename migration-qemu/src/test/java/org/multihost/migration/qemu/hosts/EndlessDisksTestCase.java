package org.multihost.migration.qemu.hosts;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Login;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;

/** A test with a cloned disk, whose path is a setting; it ends when it is interrupted. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "32 MiB", cloneDisks = CloneDisks.OVERLAY, login = Login.NONE)
class EndlessDisksTestCase {

  @Test
  void waits() throws InterruptedException {
    System.out.println("has its disks");
    new CountDownLatch(1).await();
  }
}
