package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The result of a migration, the same on every host. With several VMs, each time is the longest and
 * each amount is the sum. A figure that is unknown for at least one VM is empty, never zero.
 *
 * @param number the number of the migration in the test, from 1
 * @param outcome the outcome; with several VMs the worst of {@code COMPLETED}, {@code CANCELLED},
 *     {@code FAILED}, in this order
 * @param totalTime from start to end: the hypervisor's figure, else measured from the command to
 *     the end
 * @param downtime the time that the guest was stopped, the hypervisor's figure
 * @param pause from the guest's stop on the source to its resume on the destination, by the time
 *     stamps of the hypervisors' events. Between two hosts it is as exact as their clocks agree,
 *     and empty if they disagree so much that it would be negative. With {@code offline()} it
 *     begins when the guest was paused for the migration. Empty for a guest that did not run
 * @param setupTime from the start to the first byte of memory, the hypervisor's figure
 * @param bytesTransferred the bytes sent
 * @param iterations the number of passes over the guest's memory
 * @param vms the figures of each VM, by its name
 * @param phases the time of each phase on each host
 * @param error the reason why it did not complete, in the hypervisor's words
 * @param cancelledAt the progress at which the test requested cancellation, whatever the outcome;
 *     empty if it did not
 * @param memory the verification of the memory; empty if there was none
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record MigrationResult(
    int number,
    MigrationOutcome outcome,
    Duration totalTime,
    Optional<Duration> downtime,
    Optional<Duration> pause,
    Optional<Duration> setupTime,
    OptionalLong bytesTransferred,
    OptionalLong iterations,
    Map<String, VmMigrationResult> vms,
    List<PhaseTime> phases,
    Optional<String> error,
    Optional<MigrationProgress> cancelledAt,
    Optional<MemoryVerification> memory) {

  /** Copies the collections. */
  public MigrationResult {
    vms = Map.copyOf(vms);
    phases = List.copyOf(phases);
  }

  /**
   * Returns the reports of the source's hypervisor on the only VM.
   *
   * @throws IllegalStateException if several VMs migrated; {@link #vms()} has those of each
   */
  public MigrationSide source() {
    return only().source();
  }

  /** As {@link #source()}, of the destination's hypervisor. */
  public MigrationSide destination() {
    return only().destination();
  }

  /** Returns the figures of {@link #source()}. */
  public HypervisorFigures figures() {
    return source().figures();
  }

  /** Returns the samples of {@link #source()}. */
  public List<MigrationProgress> progress() {
    return source().progress();
  }

  /** Returns the statuses of both sides and all VMs, by their times on their hosts' clocks. */
  public List<StatusTime> statuses() {
    return vms.values().stream()
        .flatMap(vm -> Stream.of(vm.source(), vm.destination()))
        .flatMap(side -> side.statuses().stream())
        .sorted(Comparator.comparing(StatusTime::time))
        .toList();
  }

  private VmMigrationResult only() {
    if (vms.size() != 1) {
      throw new IllegalStateException(
          "Migration #%d has migrated %s; ask for one of them with vms().get(name)"
              .formatted(number, new TreeSet<>(vms.keySet())));
    }
    return vms.values().iterator().next();
  }
}
