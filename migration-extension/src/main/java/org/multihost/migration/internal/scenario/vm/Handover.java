package org.multihost.migration.internal.scenario.vm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MemoryVerification;
import org.multihost.migration.MigrationProgress;
import org.multihost.migration.MigrationResult;
import org.multihost.migration.MigrationSide;
import org.multihost.migration.PhaseTime;
import org.multihost.migration.VmState;
import org.multihost.migration.spi.IncomingReport;
import org.multihost.migration.spi.MigrationEndpoint;
import org.multihost.migration.spi.OutgoingReport;
import org.multihost.migration.spi.VmDrives;

/** The values that the hosts of a migration exchange, by VM name. */
public final class Handover {

  private Handover() {}

  /** The disks that the first host has cloned, sent to all hosts. */
  record Disks(Map<String, ClonedDisks> clones) {}

  /** The states of the processes that a host has of each VM of a class after a test. */
  record Processes(Map<String, List<VmState>> states) {}

  /**
   * One VM's cloned disks.
   *
   * @param image the path of its clone
   */
  record ClonedDisks(Optional<String> image, List<VmDrives.Disk> disks) {}

  /**
   * The descriptions of the VMs to build, sent from the source to the destination.
   *
   * @param files the files that the VMs pass through, if they do: the paths may be the source's own
   */
  public record Descriptions(Map<String, String> texts, Map<String, String> files) {

    public Optional<Path> file(String vm) {
      return Optional.ofNullable(files.get(vm)).map(Path::of);
    }
  }

  /**
   * The endpoints of the incoming VMs by the VMs' names, sent from the destination to the source.
   */
  public record Endpoints(Map<String, MigrationEndpoint> ofVms) {}

  /**
   * The end of the migration at the source, sent to the destination.
   *
   * @param asleep the VMs that were started paused and have not run yet
   * @param sides the histories of the VMs at the source
   */
  public record Outgoing(
      Map<String, OutgoingReport> reports,
      Set<String> asleep,
      Optional<MigrationProgress> cancelledAt,
      Map<String, MigrationSide> sides) {}

  /**
   * The end of the migration at the destination, sent to the source.
   *
   * @param memory the verifications of the VMs' memory
   * @param sides the histories of the VMs at the destination
   */
  public record Incoming(
      Map<String, IncomingReport> reports,
      Map<String, MemoryVerification> memory,
      Map<String, MigrationSide> sides) {}

  /**
   * The durations of a host's phases, the steps that its test describes and, from the source and
   * the destination, the result; exchanged by all hosts at the end.
   */
  public record Closing(
      @Nullable MigrationResult result, List<PhaseTime> phases, List<String> steps) {}
}
