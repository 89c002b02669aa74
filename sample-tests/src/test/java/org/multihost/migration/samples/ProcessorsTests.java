package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.CommandResult;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/**
 * Processors do not change on their way, neither which are online nor what they can do.
 *
 * <p>The words on the kernel's command line give each processor a periodic tick. Without them, and
 * without KVM, one guest in some dozens lost the only timer of its second processor at its start,
 * and hung when that was taken offline ({@code rcu_preempt kthread timer wakeup didn't happen}).
 */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", cpus = 2, cmdline = "nohz=off highres=off")
class ProcessorsTests {

  private static final String SECOND = "/sys/devices/system/cpu/cpu1/online";

  @Test
  void stayAsTheyAreAndComeBackTheSame(Migrations migrations) {
    MigrationResult result =
        migrations
            .migrate()
            .startWork(
                work -> {
                  run(work, "grep flags /proc/cpuinfo | tail -n 1 >/tmp/flags");
                  run(work, "echo 0 >" + SECOND);
                })
            .checkWork(
                work -> {
                  assertThat(run(work, "cat " + SECOND)).hasOutput("0");
                  // A processor that comes up is asked anew what it can do.
                  run(work, "echo 1 >" + SECOND);
                  run(work, "grep flags /proc/cpuinfo | tail -n 1 | diff /tmp/flags -");
                })
            .run();

    assertThat(result).isCompleted();
  }

  private static CommandResult run(MigrationWork work, String command) {
    return work.session().run(command);
  }
}
