package org.multihost.migration.qemu;

import java.util.Optional;
import org.multihost.migration.MigrationOutcome;

/** The status names of QEMU's migrations, and their meaning. */
final class MigrationStatus {

  static final String EVENT = "MIGRATION";
  static final String PASS_EVENT = "MIGRATION_PASS";

  /** The postcopy has lost its stream; it continues only after a recovery. */
  static final String POSTCOPY_PAUSED = "postcopy-paused";

  /** The guest has stopped, and the migration waits for the command to continue. */
  static final String PRE_SWITCHOVER = "pre-switchover";

  private MigrationStatus() {}

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
