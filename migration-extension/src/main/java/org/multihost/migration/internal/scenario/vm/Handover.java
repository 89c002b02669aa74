package org.multihost.migration.internal.scenario.vm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.OutgoingReport;

/** What the hosts of a migration hand to each other, by the machines' names. */
public final class Handover {

  private Handover() {}

  /** The master to everybody: the disks that it has cloned. */
  record Disks(Map<String, ClonedDisks> clones) {}

  /** The paths of one machine's clones. */
  record ClonedDisks(Optional<String> image, List<String> disks) {}

  /** Source to destination: what to build. */
  public record Machines(Map<String, String> texts) {}

  /** Destination to source: where to send it. */
  public record Endpoints(Map<String, String> uris) {}

  /**
   * Source to destination: how it ended there.
   *
   * @param asleep the VMs that were started paused and have not run yet
   */
  public record Outgoing(
      Map<String, OutgoingReport> reports,
      Set<String> asleep,
      Optional<MigrationProgress> cancelledAt) {}

  /** Destination to source: how it ended there. */
  public record Incoming(Map<String, IncomingReport> reports) {}

  /** Everybody to everybody, at the end: the times, and from the pair the result. */
  public record Closing(@Nullable MigrationResult result, List<PhaseTime> phases) {}
}
