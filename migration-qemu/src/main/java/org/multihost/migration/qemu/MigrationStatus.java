package org.multihost.migration.qemu;

import java.util.Optional;
import org.multihost.migration.MigrationOutcome;
import org.multihost.migration.spi.ProgressListener;

/** The status names of QEMU's migrations, and their meaning. */
final class MigrationStatus {

  static final String EVENT = "MIGRATION";
  static final String PASS_EVENT = "MIGRATION_PASS";

  /** The postcopy has lost its stream; it continues only after a recovery. */
  static final String POSTCOPY_PAUSED = "postcopy-paused";

  /** The guest has stopped, and the migration waits for the command to continue. */
  static final String PRE_SWITCHOVER = "pre-switchover";

  private MigrationStatus() {}

  /** Returns the command that a migration in that status waits for. */
  static Optional<ProgressListener.Wait> waits(String status) {
    return switch (status) {
      case PRE_SWITCHOVER -> Optional.of(ProgressListener.Wait.SWITCHOVER);
      case POSTCOPY_PAUSED -> Optional.of(ProgressListener.Wait.RECOVERY);
      default -> Optional.empty();
    };
  }

  /** Whether the guest's memory is split between the two hosts. */
  static boolean isPostcopy(String status) {
    return status.startsWith("postcopy");
  }

  /**
   * Returns the outcome; empty for a migration in progress, and for names of later QEMU versions.
   */
  public static Optional<MigrationOutcome> outcome(String status) {
    return switch (status) {
      case "completed" -> Optional.of(MigrationOutcome.COMPLETED);
      case "failed" -> Optional.of(MigrationOutcome.FAILED);
      case "cancelled" -> Optional.of(MigrationOutcome.CANCELLED);
      default -> Optional.empty();
    };
  }
}
