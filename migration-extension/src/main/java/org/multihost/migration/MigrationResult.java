package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What a migration came to; the same on every host. With several machines each time is the longest
 * and each amount the sum.
 *
 * @param number the migration's number in the test, from 1
 * @param outcome how it ended
 * @param totalTime from start to end, the hypervisor's figure
 * @param downtime how long the guest was stopped, the hypervisor's figure
 * @param pause from the guest's stop on the source to its going on at the destination, by the
 *     hypervisors' event time stamps: on two machines it is as exact as their clocks agree
 * @param setupTime from the start to the first byte of memory, the hypervisor's figure
 * @param bytesTransferred what was sent, in bytes
 * @param iterations the passes over the guest's memory
 * @param vms the figures of each machine, by its name
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
    Duration downtime,
    Duration pause,
    Duration setupTime,
    long bytesTransferred,
    long iterations,
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
