package org.multihost.migration.samples;

import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Disk;
import org.multihost.migration.HostRole;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MultihostMigration;

/** Fails on purpose, with disks that were cloned for it. */
@MultihostMigration(hosts = {"source", "destination"})
@MigrateVm(
    name = "vm1",
    memory = "128 MiB",
    disks = @Disk(path = "src/test/images/data.img"),
    cloneDisks = CloneDisks.OVERLAY)
class FailingDiskTestCase {

  @Test
  void fails(HostRole role) {
    if (role == HostRole.SOURCE) {
      throw new IllegalStateException("on purpose");
    }
  }
}
