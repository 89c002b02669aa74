package org.multihost.migration.samples;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Migrations;
import org.multihost.migration.VirtualMachine;

/** Fails on purpose: its guest still has a shared directory when it is to leave. */
class MountedDirectoryTestCase extends SharedDirectoryTests {

  @Test
  void isMountedWhenTheGuestLeaves(Migrations migrations, VirtualMachine vm1) throws IOException {
    if (vm1.isHere()) {
      mountAndRead(vm1, vm1.session());
    }
    migrations.migrate().run();
  }
}
