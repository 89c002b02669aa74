package org.multihost.migration.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.IncomingVm;
import org.multihost.migration.spi.LocalVm;
import org.multihost.migration.spi.MigrationSettings;
import org.multihost.migration.spi.OutgoingMigration;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VirtualMachineDriver;
import org.multihost.migration.spi.VmSpec;

/** A migration of a running VM from one driver to another that must succeed. */
public final class Hop {

  private Hop() {}

  /** Like the other one, with the default settings. */
  public static LocalVm hop(LocalVm here, VirtualMachineDriver to, VmSpec spec) throws Exception {
    return hop(here, to, spec, MigrationSettings.DEFAULT);
  }

  /** Migrates a VM, closes it here, and returns it as it runs there. */
  public static LocalVm hop(
      LocalVm here, VirtualMachineDriver to, VmSpec spec, MigrationSettings settings)
      throws Exception {
    IncomingVm there = to.startIncoming(spec, here.machine(), List.of());
    migrate(here, there, settings);
    here.close();
    return there.vm();
  }

  /** Migrates a VM to one that waits for it. */
  public static void migrate(LocalVm here, IncomingVm there, MigrationSettings settings)
      throws Exception {
    OutgoingReport left = end(here.migrate(there.listen(settings), settings, now -> {}));
    assertThat(left.outcome()).as("%s", left.error()).isEqualTo(MigrationOutcome.COMPLETED);
    IncomingReport report = end(there);
    assertThat(report.outcome()).as("%s", report.error()).isEqualTo(MigrationOutcome.COMPLETED);
    assertThat(report.state()).isEqualTo(VmState.RUNNING);
  }

  /** Waits for the end of a migration at its source. */
  public static OutgoingReport end(OutgoingMigration migration) throws Exception {
    return get(migration.completion());
  }

  /** Waits for the end of a migration at its destination. */
  public static IncomingReport end(IncomingVm there) throws Exception {
    return get(there.completion());
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(120, TimeUnit.SECONDS);
  }
}
