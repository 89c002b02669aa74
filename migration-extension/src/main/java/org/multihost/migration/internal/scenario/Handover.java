package org.multihost.migration.internal.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.OutgoingReport;

/** What the hosts of a migration hand to each other, by the machines' names. */
final class Handover {

  private Handover() {}

  /** The master to everybody: the disks that it has cloned. */
  record Disks(Map<String, ClonedDisks> clones) {}

  /** The paths of one machine's clones. */
  record ClonedDisks(Optional<String> image, List<String> disks) {}

  /** Source to destination: what to build. */
  record Machines(Map<String, String> texts) {}

  /** Destination to source: where to send it. */
  record Endpoints(Map<String, String> uris) {}

  /** Source to destination: how it ended there. */
  record Outgoing(Map<String, OutgoingReport> reports, Optional<MigrationProgress> cancelledAt) {}

  /** Destination to source: how it ended there. */
  record Incoming(Map<String, IncomingReport> reports) {}

  /** Everybody to everybody, at the end: the times, and from the pair the result. */
  record Closing(@Nullable MigrationResult result, List<PhaseTime> phases) {}
}
