package org.multihost.migration.qemu.hosts;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.qemu.process.QemuProcess;

/** Failures that no method of the test throws. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
public class LateFailureTestCase {

  /** Lets the test's own code compute, not wait, for so long. */
  private static void compute(Duration time) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      Thread.onSpinWait();
    }
  }

  private static void kill(VirtualMachine vm1) {
    ProcessHandle.of(vm1.unwrap(QemuProcess.class).pid()).orElseThrow().destroyForcibly();
  }

  @AfterEach
  void maybeKills(VirtualMachine vm1, TestInfo info) {
    if (info.getDisplayName().startsWith("diesInAfterEach") && vm1.isHere()) {
      kill(vm1);
    }
  }

  @Test
  void diesWhileTheBodyComputes(VirtualMachine vm1) {
    if (vm1.isHere()) {
      kill(vm1);
      compute(Duration.ofMillis(1500));
    }
  }

  @Test
  void diesInAfterEach() {}

  @TestFactory
  Stream<DynamicTest> startsAMigrationThatIsRefused(Migrations migrations) {
    return Stream.of(
        dynamicTest(
            "starts",
            () -> migrations.migrate().setting("multihost.vm.vm1.arguments", "-m 64").start()));
  }

  /** The clean-up of the user's waits for its own things. */
  private static final class CleanUp implements MigrationHooks {
    private final TestReporter reporter;

    private CleanUp(TestReporter reporter) {
      this.reporter = reporter;
    }

    @Override
    public void cleanUp(MigrationWork work) throws Exception {
      boolean interrupted = Thread.currentThread().isInterrupted();
      new ProcessBuilder("true").start().waitFor();
      reporter.publishEntry("cleanUp interrupted", String.valueOf(interrupted));
    }
  }

  @Test
  void cleansUpAfterAFailingCheck(Migrations migrations, TestReporter reporter) {
    migrations
        .migrate()
        .startWork(work -> work.background("endless", w -> compute(Duration.ofMillis(500))))
        .checkWork(
            work -> {
              throw new IllegalStateException("the check fails");
            })
        .hooks(new CleanUp(reporter))
        .run();
  }
}
