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

/** The values that the hosts of a migration exchange, by VM name. */
public final class Handover {

  private Handover() {}

  /** From the master to all hosts: the disks that it has cloned. */
  record Disks(Map<String, ClonedDisks> clones) {}

  /** The paths of one VM's cloned disks. */
  record ClonedDisks(Optional<String> image, List<String> disks) {}

  /** From the source to the destination: the descriptions of the VMs to build. */
  public record Machines(Map<String, String> texts) {}

  /** From the destination to the source: the endpoints of the incoming VMs. */
  public record Endpoints(Map<String, String> uris) {}

  /**
   * From the source to the destination: the end of the migration at the source.
   *
   * @param asleep the VMs that were started paused and have not run yet
   */
  public record Outgoing(
      Map<String, OutgoingReport> reports,
      Set<String> asleep,
      Optional<MigrationProgress> cancelledAt) {}

  /** From the destination to the source: the end of the migration at the destination. */
  public record Incoming(Map<String, IncomingReport> reports) {}

  /**
   * From every host to every host, at the end: the durations of the phases, and from the source and
   * the destination the result.
   */
  public record Closing(@Nullable MigrationResult result, List<PhaseTime> phases) {}
}
