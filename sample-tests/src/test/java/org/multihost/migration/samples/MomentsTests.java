package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.MigrationAssertions.assertThat;
import static org.multihost.migration.MigrationMoment.pass;
import static org.multihost.migration.MigrationMoment.percent;
import static org.multihost.migration.MigrationMoment.status;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.multihost.migration.Guest;
import org.multihost.migration.HostRole;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migration;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** Moments of migrations that take about a second: none of them is missed. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "128 MiB", guest = Guest.LINUX)
class MomentsTests {

  /** Of a guest with little in its memory; the built-in one has too little for 30 %. */
  private static final String FAST = "32 MiB";

  @Test
  void everyMomentComesOnce(Migrations migrations, HostRole role) {
    List<String> came = new CopyOnWriteArrayList<>();
    MigrationResult result =
        migrations
            .migrate()
            .maxBandwidth(FAST)
            .during(status("setup"), work -> came.add("setup"))
            .during(status("active"), work -> came.add("active"))
            .during(percent(30), work -> came.add("30 %"))
            .during(pass(2), work -> came.add("pass 2"))
            .during(status("completed"), work -> came.add("completed"))
            .run();

    assertThat(result).isCompleted();
    if (role == HostRole.SOURCE) {
      assertThat(came)
          .containsOnlyOnce("setup", "active", "30 %", "pass 2", "completed")
          .startsWith("setup", "active")
          .endsWith("completed");
    }
  }

  @Test
  void aFastMigrationIsCancelledWhileItIsUnderWay(Migrations migrations) {
    MigrationResult result =
        migrations.migrate().maxBandwidth(FAST).cancelWhen(now -> now.percent() >= 30).run();

    assertThat(result).isCancelled();
    assertThat(result.cancelledAt())
        .hasValueSatisfying(
            at -> {
              assertThat(at.status()).isEqualTo("active");
              assertThat(at.percent()).isBetween(30, 99);
            });
  }

  @Test
  void aCancellationRightAfterTheStartIsRemembered(Migrations migrations, HostRole role) {
    Migration migration =
        migrations.migrate().maxBandwidth("1 MiB").expect(MigrationOutcome.CANCELLED).start();
    if (role == HostRole.SOURCE) {
      migration.cancel();
    }

    assertThat(migration.join()).isCancelled();
  }
}
