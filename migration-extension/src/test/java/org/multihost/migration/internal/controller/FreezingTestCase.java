package org.multihost.migration.internal.controller;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.worker.WorkerMain;

/** Its second host freezes. */
@MultihostMigration
final class FreezingTestCase {

  @Test
  void freezes() throws IOException, InterruptedException {
    if ("destination".equals(System.getProperty(WorkerMain.MARK))) {
      new ProcessBuilder("kill", "-STOP", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    }
  }
}
