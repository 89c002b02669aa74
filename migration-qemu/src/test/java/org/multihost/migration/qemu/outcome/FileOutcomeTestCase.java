package org.multihost.migration.qemu.outcome;

import static org.multihost.migration.MigrationAssertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Guest;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationBuilder;
import org.multihost.migration.MigrationHooks;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;
import org.multihost.migration.VmState;
import org.multihost.migration.qemu.guest.builtin.BuiltinGuest;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.qemu.qmp.QmpEvent;
import org.multihost.migration.qemu.qmp.QmpSubscription;

/** Migrations through a file that QEMU itself opens, and files that it cannot use. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB")
class FileOutcomeTestCase {

  private static Path file() {
    return Path.of(System.getProperty(OutcomeTestCase.FILE) + ".file");
  }

  @Test
  void memoryAtFixedOffsets(Migrations migrations) {
    carriesALetter(migrations.migrate().capability("mapped-ram", true));
    carriesALetter(
        migrations
            .migrate()
            .capability("mapped-ram", true)
            .capability("multifd", true)
            .parameter("multifd-channels", 4)
            .parameter("direct-io", true)
            .verifyMemory());
    carriesALetter(migrations.migrate());
  }

  private static void carriesALetter(MigrationBuilder migration) {
    migration
        .throughFile(file())
        .startWork(work -> work.session().run("echo hello > /letter"))
        .checkWork(work -> assertThat(work.session().run("cat /letter")).hasOutput("hello"))
        .run();
  }

  @Test
  void memoryAtFixedOffsetsOverTcp(Migrations migrations) {
    migrations.migrate().capability("mapped-ram", true).run();
  }

  @Test
  void aPathWithAnOffset(Migrations migrations) {
    migrations.migrate().throughFile(Path.of(file() + ",offset=4096")).run();
  }

  @Test
  void aDirectoryThatDoesNotExist(Migrations migrations, VirtualMachine vm1) {
    fails(
        migrations.migrate().throughFile(file().resolve("none/guest")),
        vm1,
        "No such file or directory");
  }

  @Test
  void aDirectory(Migrations migrations) {
    migrations.migrate().throughFile(file().getParent()).run();
  }

  @Test
  void aFileThatTheDestinationCannotRead(Migrations migrations, VirtualMachine vm1)
      throws IOException {
    if (vm1.isHere()) {
      Files.createFile(
          file(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    fails(
        migrations
            .migrate()
            .throughFile(file())
            .setting("multihost.vm.vm1.arguments", "-run-with user=nobody"),
        vm1,
        "Permission denied");
  }

  @Test
  void aFileThatIsTruncated(Migrations migrations, VirtualMachine vm1) {
    failsTruncated(migrations.migrate(), vm1);
  }

  @Test
  void aFileOfVerifiedMemoryThatIsTruncated(Migrations migrations, VirtualMachine vm1) {
    failsTruncated(migrations.migrate().verifyMemory(), vm1);
  }

  private static void failsTruncated(MigrationBuilder migration, VirtualMachine vm1) {
    Truncates truncates = new Truncates();
    fails(
        migration
            .capability("mapped-ram", true)
            .throughFile(file())
            .startWork(truncates::subscribe)
            .notWaiting()
            .hooks(truncates),
        vm1,
        "load of migration failed");
  }

  @Test
  @MigrateVm(name = "small", guest = Guest.BUILT_IN)
  void aFileOfABuiltInGuestThatIsTruncated(Migrations migrations) {
    Truncates truncates = new Truncates();
    migrations
        .migrate("small")
        .throughFile(file())
        .startWork(truncates::subscribe)
        .notWaiting()
        .hooks(truncates)
        .expect(MigrationOutcome.FAILED)
        .checkSource(
            work ->
                org.assertj.core.api.Assertions.assertThat(
                        work.vm("small").unwrap(BuiltinGuest.class).verify().wrong())
                    .isZero())
        .run();
  }

  /** Both hosts have the reason, and the guest runs where it was. */
  private static void fails(MigrationBuilder migration, VirtualMachine vm1, String reason) {
    assertThat(
            migration
                .expect(MigrationOutcome.FAILED)
                .checkSource(work -> assertThat(work.session().run("echo here")).hasOutput("here"))
                .run())
        .hasFailed()
        .hasError(reason);
    assertThat(vm1).isOn("source");
    if (vm1.isHere()) {
      org.assertj.core.api.Assertions.assertThat(vm1.state()).isEqualTo(VmState.RUNNING);
    }
  }

  /** Hooks that cut the file after the source has written it, before the destination reads it. */
  private static final class Truncates implements MigrationHooks {
    private @Nullable QmpSubscription events;

    void subscribe(MigrationWork work) {
      events = work.vm().unwrap(QmpClient.class).subscribe(QmpEvent.named("MIGRATION"));
    }

    @Override
    public void afterMigration(MigrationWork work) throws IOException {
      QmpSubscription open = events;
      if (open == null) {
        return; // the destination
      }
      try (open) {
        String status = "";
        while (!status.equals("completed")) {
          status = open.take(Duration.ofSeconds(60), "the end").text("status").orElse("");
        }
      }
      try (FileChannel content = FileChannel.open(file(), StandardOpenOption.WRITE)) {
        content.truncate(content.size() / 2);
      }
    }
  }
}
