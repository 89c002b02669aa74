package org.multihost.migration.qemu.outcome;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.qemu.NeedsQemu;

/** The verdicts on tests whose disks are mirrored, on real QEMU. */
@NeedsQemu
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirrorOutcomeTests {

  private static final String DISKS = "multihost.vm.vm1.disks";

  @TempDir static Path directory;
  private LauncherSession session;

  @BeforeAll
  public void openSession() throws IOException {
    Path disk = directory.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.write(new byte[1 << 20]);
      file.setLength(4 << 20);
    }
    System.setProperty(DISKS, disk + ";format=raw");
    session = LauncherFactory.openSession();
  }

  @AfterAll
  public void closeSession() {
    session.close();
    System.clearProperty(DISKS);
  }

  private OutcomeRun run(String method) {
    return OutcomeRun.of(session, MirrorOutcomeTestCase.class, method);
  }

  @Test
  void aDiskThatIsTakenIsNoFailure() {
    run("theDiskIsTaken").succeeds();
  }

  @Test
  void aChangeOfDevicesAfterTheDestinationWasBuiltFailsBothHosts() {
    run("theDiskIsDetachedInStartWork")
        .failsBecause("[vm1]: [disk0] cannot be detached now", "before run() or start()");
    run("aDeviceIsPluggedInInStartWork")
        .failsBecause("[vm1]: [test] cannot be plugged in now", "before run() or start()");
  }

  @Test
  void aChangeOfDevicesAfterACancelledMigrationIsNoFailure() {
    run("aDeviceIsPluggedInAfterACancelledMigration").succeeds();
  }

  @Test
  void aServerThatIsGoneFailsBothHostsInTheWordsOfQemu() {
    run("theServerIsGone")
        .failsBecause("[vm1] could not mirror its disks to [tcp:", "Connection refused");
  }

  @Test
  void aDiskThatIsFullFailsBothHostsInTheWordsOfQemu() {
    run("theDiskIsFull")
        .failsBecause(
            "[vm1] could not mirror its disks to [tcp:", "disk [disk0]: No space left on device");
  }
}
