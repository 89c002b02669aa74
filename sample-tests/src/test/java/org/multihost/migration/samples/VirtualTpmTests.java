package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Companion;
import org.multihost.migration.Firmware;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.MigrationWork;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.VirtualMachine;

/** The state of a virtual TPM: it migrates with the guest, and stays over a stop and a start. */
@MultihostMigration
@MigrateVm(
    name = "vm1",
    memory = "192 MiB",
    firmware = Firmware.UEFI,
    companions =
        @Companion(
            name = "swtpm",
            command =
                "swtpm socket --tpm2 --tpmstate dir={dir} --ctrl type=unixio,path={dir}/tpm.sock",
            socket = "{dir}/tpm.sock"),
    arguments = {
      "-chardev", "socket,id=tpm,path={dir}/tpm.sock",
      "-tpmdev", "emulator,id=tpm0,chardev=tpm",
      "-device", "tpm-crb,tpmdev=tpm0"
    })
class VirtualTpmTests {

  private static final String SECRET = "5ec2e7";

  @Test
  void unsealsOnEachHostWhatItHasSealed(Migrations migrations, VirtualMachine vm1) {
    migrations
        .migrate()
        .startWork(
            work -> {
              measure(work);
              work.put("sealed", new Tpm(work.session()).seal(SECRET));
            })
        .checkWork(VirtualTpmTests::hasItsState)
        .run();
    migrations
        .migrate()
        .startWork(VirtualTpmTests::measure)
        .checkWork(VirtualTpmTests::hasItsState)
        .run();

    if (vm1.isHere()) {
      vm1.stop();
      vm1.start();
    }
    migrations
        .migrate()
        .startWork(
            work -> {
              assertThat(new Tpm(work.session()).register()).endsWith("00".repeat(32));
              unseals(work);
            })
        .run();
  }

  /** Extends a register, which is lost when the power is cut. */
  private static void measure(MigrationWork work) {
    Tpm tpm = new Tpm(work.session());
    tpm.extend("17".repeat(32));
    work.put("register", tpm.register());
  }

  private static void hasItsState(MigrationWork work) {
    String register = work.get("register", String.class);
    assertThat(new Tpm(work.session()).register()).isEqualTo(register);
    unseals(work);
  }

  private static void unseals(MigrationWork work) {
    String sealed = work.get("sealed", String.class);
    assertThat(new Tpm(work.session()).unseal(sealed)).isEqualTo(SECRET);
  }
}
