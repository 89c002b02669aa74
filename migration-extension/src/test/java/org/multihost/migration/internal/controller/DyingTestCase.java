package org.multihost.migration.internal.controller;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.worker.WorkerMain;

/** Its second host dies in the middle. */
@MultihostMigration
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DyingTestCase {

  @Test
  @Order(1)
  void dies() {
    if ("destination".equals(System.getProperty(WorkerMain.MARK))) {
      Runtime.getRuntime().halt(42);
    }
  }

  @Test
  @Order(2)
  void comesLater() {}
}
