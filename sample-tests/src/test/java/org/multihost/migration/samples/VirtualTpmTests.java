package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.Companion;
import org.multihost.migration.Firmware;
import org.multihost.migration.MigrateVm;
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
  private static final String MEASUREMENT = "17".repeat(32);

  @Test
  void unsealsOnEachHostWhatItHasSealed(Migrations migrations, VirtualMachine vm1) {
    migrations
        .migrate()
        .startWork(
            work -> {
              Tpm tpm = new Tpm(work.session());
              tpm.extend(MEASUREMENT);
              work.put("register", tpm.register());
              work.put("sealed", tpm.seal(SECRET));
            })
        .checkWork(
            work -> {
              Tpm tpm = new Tpm(work.session());
              assertThat(tpm.register()).isEqualTo(work.get("register", String.class));
              assertThat(tpm.unseal(work.get("sealed", String.class))).isEqualTo(SECRET);
            })
        .run();
    migrations
        .migrate()
        .checkWork(
            work ->
                assertThat(new Tpm(work.session()).unseal(work.get("sealed", String.class)))
                    .isEqualTo(SECRET))
        .run();

    if (vm1.isHere()) {
      vm1.stop();
      vm1.start();
    }
    migrations
        .migrate()
        .startWork(
            work -> {
              Tpm tpm = new Tpm(work.session());
              assertThat(tpm.register()).isNotEqualTo(work.get("register", String.class));
              assertThat(tpm.unseal(work.get("sealed", String.class))).isEqualTo(SECRET);
            })
        .run();
  }
}
