package org.multihost.migration.internal.controller;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.worker.WorkerMain;

/** Its second host ends without a failure. */
@MultihostMigration
final class LeavingTestCase {

  @Test
  void leaves() {
    if ("destination".equals(System.getProperty(WorkerMain.MARK))) {
      Runtime.getRuntime().halt(0);
    }
  }
}
