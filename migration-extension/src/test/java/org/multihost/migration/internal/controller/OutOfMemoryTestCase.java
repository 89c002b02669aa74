package org.multihost.migration.internal.controller;

import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.worker.WorkerMain;

/** Its second host has an error from which JUnit does not recover. */
@MultihostMigration
final class OutOfMemoryTestCase {

  @Test
  void allocatesTooMuch() {
    if ("destination".equals(System.getProperty(WorkerMain.MARK))) {
      throw new OutOfMemoryError("as of a test that allocates too much");
    }
  }
}
