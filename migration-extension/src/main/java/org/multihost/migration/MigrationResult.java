package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * The result of a migration; the same on every host. With several VMs each time is the longest and
 * each amount the sum. A figure that is not known, of one VM at least, is empty, never zero.
 *
 * @param number the migration's number in the test, from 1
 * @param outcome how it ended
 * @param totalTime from start to end: the hypervisor's figure, else as it was measured from the
 *     command to the end
 * @param downtime how long the guest was stopped, the hypervisor's figure
 * @param pause from the guest's stop on the source to its going on at the destination, by the
 *     hypervisors' event time stamps: on two hosts it is as exact as their clocks agree, and empty
 *     where they disagree by more than the pause. With {@code offline()} it begins when the guest
 *     was paused for the migration. Empty for a guest that did not run
 * @param setupTime from the start to the first byte of memory, the hypervisor's figure
 * @param bytesTransferred what was sent, in bytes
 * @param iterations the passes over the guest's memory
 * @param vms the figures of each VM, by its name
 * @param phases how long each phase took on each host
 * @param error why it did not complete, in the hypervisor's words
 * @param cancelledAt the progress at which the test asked for the cancellation, whatever the
 *     outcome then was; empty if it did not
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
    Optional<MigrationProgress> cancelledAt) {

  /** Copies the collections. */
  public MigrationResult {
    vms = Map.copyOf(vms);
    phases = List.copyOf(phases);
  }
}
