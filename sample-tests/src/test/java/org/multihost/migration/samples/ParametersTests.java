package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multihost.migration.GuestSession;
import org.multihost.migration.MigrateVm;
import org.multihost.migration.Migrations;
import org.multihost.migration.MultihostMigration;

/** A parameterised test: each invocation has a newly started VM, with its own memory. */
@MultihostMigration
@MigrateVm(name = "vm1", memory = "{arg:memory}")
class ParametersTests {

  @ParameterizedTest
  @CsvSource({"128 MiB, 16 MiB", "160 MiB, 64 MiB"})
  void migratesWithEachMemory(String memory, String bandwidth, Migrations migrations) {
    migrations
        .migrate()
        .maxBandwidth(bandwidth)
        .checkWork(work -> assertThat(memoryOf(work.session())).isEqualTo(memory))
        .run();
  }

  /** Returns what the guest's kernel has found, all but the first megabyte's holes. */
  private static String memoryOf(GuestSession guest) {
    String found =
        guest.run("dmesg | sed -n 's|.* Memory: [0-9]*K/\\([0-9]*\\)K .*|\\1|p'").output();
    return (Long.parseLong(found.strip()) + 1023) / 1024 + " MiB";
  }
}
