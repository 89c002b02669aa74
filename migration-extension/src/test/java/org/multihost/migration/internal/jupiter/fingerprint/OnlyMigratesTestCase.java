package org.multihost.migration.internal.jupiter.fingerprint;

import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.VirtualMachine;

/** A test that does not speak with its guest. */
class OnlyMigratesTestCase {

  MigrationResult migrates(Migrations migrations, VirtualMachine vm) {
    vm.pause();
    return migrations.migrate(vm.name()).run();
  }
}
