package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

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
   */
  void cancel();

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
