package org.multihost.migration.qemu;

import java.util.Optional;
import org.multihost.migration.MigrationOutcome;

/** What QEMU's words for the status of a migration mean. */
final class MigrationStatus {

  static final String EVENT = "MIGRATION";
  static final String PASS_EVENT = "MIGRATION_PASS";

  /** A postcopy has lost its stream; only a recovery lets it go on. */
  static final String POSTCOPY_PAUSED = "postcopy-paused";

  /** The guest has stopped, and the migration waits to be told to go on. */
  static final String PRE_SWITCHOVER = "pre-switchover";

  private MigrationStatus() {}

  /** Whether a part of the guest is on each side. */
  static boolean isPostcopy(String status) {
    return status.startsWith("postcopy");
  }

  /** How it ended; empty while it goes on, and for words that a later QEMU may bring. */
  public static Optional<MigrationOutcome> outcome(String status) {
    return switch (status) {
      case "completed" -> Optional.of(MigrationOutcome.COMPLETED);
      case "failed" -> Optional.of(MigrationOutcome.FAILED);
      case "cancelled" -> Optional.of(MigrationOutcome.CANCELLED);
      default -> Optional.empty();
    };
  }
}
