package org.multihost.migration.qemu.hosts;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A migration slow enough that somebody can pull a cable meanwhile. */
@MultihostMigration(hosts = {"source", "destination", "bystander"})
@MigrateVm(name = "vm1", memory = "128 MiB", login = "none")
class SlowThreeHostsTestCase {

  /** The system property with the most that goes through in a second, such as {@code 64 KiB}. */
  static final String BANDWIDTH = "test.bandwidth";

  @Test
  void migrates(Migrations migrations) {
    migrations.migrate().maxBandwidth(System.getProperty(BANDWIDTH)).run();
  }
}
