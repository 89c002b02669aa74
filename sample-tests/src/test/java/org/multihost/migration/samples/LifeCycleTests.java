package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.multihost.migration.CloneDisks;
import org.multihost.migration.Disk;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** What a guest has written to its disk stays, whatever becomes of the guest. */
@MultihostMigration
@MigrateVm(
    name = "vm1",
    memory = "128 MiB",
    disks = @Disk(path = "src/test/images/data.img"),
    cloneDisks = CloneDisks.OVERLAY)
class LifeCycleTests {

  private static final String READ = "echo 3 > /proc/sys/vm/drop_caches; head -n 1 /dev/vda";

  @Test
  void theDiskKeepsWhatWasWritten(Migrations migrations, VirtualMachine vm1) {
    here(vm1, vm -> vm.session().run("echo kept | dd of=/dev/vda conv=notrunc,fsync"));

    List<Runnable> actions =
        List.of(
            () -> here(vm1, VirtualMachine::reset),
            () -> migrations.migrate().run(),
            () -> here(vm1, LifeCycleTests::powerCycle),
            () -> migrations.migrate().from("destination").to("source").run());
    for (Runnable action : actions) {
      action.run();
      here(vm1, vm -> assertThat(vm.session().run(READ)).hasOutput("kept"));
    }
  }

  /** The guest boots again, and has lost its memory. */
  private static void powerCycle(VirtualMachine vm) {
    vm.session().run("echo lost > /tmp/note");
    vm.stop();
    vm.start();
    assertThat(vm.session().run("ls /tmp")).hasOutput("");
  }

  private static void here(VirtualMachine vm, Consumer<VirtualMachine> action) {
    if (vm.isHere()) {
      action.accept(vm);
    }
  }
}
