package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/** A migration under way. Safe for use by several threads. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface Migration {

  /** The number of the migration in the test, from 1; the same on every host. */
  int number();

  /**
   * Waits until the migration has ended on every host; see {@link MigrationBuilder#run()}. A
   * migration that is never joined is joined when the test ends.
   *
   * @throws IllegalStateException in a step of this migration, because the migration waits for the
   *     step
   */
  MigrationResult join();

  /**
   * Requests cancellation from the hypervisor and does not wait for it; {@link #join()} returns the
   * outcome. A request before the migration has started takes effect when it starts. Without effect
   * on hosts other than the source.
   *
   * @return whether the hypervisor is asked: false on other hosts, after the end of the migration,
   *     and if it was asked before
   */
  boolean cancel();

  /**
   * Changes the maximum bandwidth of the running migration, as {@link
   * MigrationBuilder#maxBandwidth} sets it; on the source only, as {@link #parameter}.
   *
   * @throws IllegalArgumentException if the text is no such amount
   */
  void maxBandwidth(String bytesPerSecond);

  /** Changes the downtime to aim at, as {@link MigrationBuilder#downtimeLimit} sets it. */
  void downtimeLimit(Duration limit);

  /**
   * Lets the guest of a postcopy continue at the destination; on the source. Returns when the
   * hypervisor has accepted the command. {@link MigrationBuilder#postcopy} does it at a moment.
   *
   * @throws VirtualMachineException if the hypervisor refuses it
   * @throws IllegalStateException if the migration has not begun on this host
   */
  void startPostcopy();

  /**
   * Cuts the stream of a postcopy; on the source or the destination. Both sides then wait for
   * {@link #recover()}: {@link MigrationMoment#postcopyPaused()}.
   *
   * @throws VirtualMachineException if the hypervisor refuses it
   */
  void pause();

  /**
   * Recovers a postcopy that has lost its stream. Both halves are needed, one on each host, each in
   * a step at {@link MigrationMoment#postcopyPaused()}: on the destination the hypervisor listens
   * again, and on the source, which waits for that, it connects again. {@link
   * MigrationBuilder#recoverPostcopy()} describes both.
   *
   * @throws VirtualMachineException if the hypervisor refuses it
   */
  void recover();

  /**
   * Keeps the migration under way until {@link #release()}: it sends so little that it does not
   * complete while memory is left to send. On the source; {@link MigrationBuilder#holdAt} does it
   * at a moment.
   */
  void hold();

  /**
   * Lets a held migration go on, with the bandwidth and the downtime limit that it had before.
   *
   * @throws VirtualMachineException if the migration is not held
   */
  void release();

  /**
   * Lets a migration go on that waits in that status, such as QEMU's {@code pre-switchover}; on the
   * source.
   *
   * @param status the hypervisor's word
   */
  void continueFrom(String status);

  /**
   * Changes a parameter of the running migration of every VM, such as QEMU's {@code max-bandwidth},
   * and reads it back; on the source only. After the migration has ended, the call changes nothing
   * and logs that on the console: no step can know whether the end was faster.
   *
   * @param value a number, a boolean or a string
   * @throws IllegalStateException if the migration has not begun on this host
   */
  void parameter(String name, Object value);

  /**
   * The progress that the source's hypervisor reported last. On other hosts, and before the
   * migration starts, it is {@link MigrationProgress#NONE}.
   */
  MigrationProgress progress();
}
