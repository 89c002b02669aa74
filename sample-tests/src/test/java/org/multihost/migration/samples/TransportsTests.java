package org.multihost.migration.samples;

import static org.multihost.migration.MigrationAssertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Transport;
import org.multihost.migration.VirtualMachine;

/** One machine to and fro, each hop over another transport. */
@MultihostMigration(hosts = {"left", "right"})
@MigrateVm(name = "vm1", memory = "128 MiB")
class TransportsTests {

  @Test
  void guestSurvivesEveryTransport(Migrations migrations, VirtualMachine vm1) {
    for (Transport transport :
        List.of(Transport.tcp(), Transport.unix(), Transport.fd(), Transport.exec())) {
      migrations
          .migrate("vm1")
          .transport(transport)
          .startWork(work -> work.session().run("echo '" + transport + "' > /letter"))
          .checkWork(
              work -> assertThat(work.session().run("cat /letter")).hasOutput(transport.toString()))
          .run();
    }
    assertThat(vm1).isOn("left");
  }

  /** Needs RDMA hardware on both hosts; without it, it is aborted with QEMU's own reason. */
  @Test
  void guestSurvivesRdma(Migrations migrations) {
    migrations.migrate("vm1").transport(Transport.rdma()).run();
  }
}
