package org.multihost.migration.internal.controller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.worker.WorkerMain;

/** Leaves its process id in a directory and then does not end by itself. */
@MultihostMigration
final class EndlessTestCase {

  static final String DIRECTORY = "org.multihost.fixture.directory";

  @Test
  void waits() throws IOException, InterruptedException {
    String pid = String.valueOf(ProcessHandle.current().pid());
    Path directory = Path.of(System.getProperty(DIRECTORY, "."));
    Path unfinished = directory.resolve(System.getProperty(WorkerMain.MARK) + ".part");
    Files.writeString(unfinished, pid);
    Files.move(unfinished, directory.resolve(System.getProperty(WorkerMain.MARK) + ".pid"));
    new CountDownLatch(1).await();
  }
}
