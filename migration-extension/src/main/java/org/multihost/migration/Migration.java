package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** A migration under way. Safe for use by several threads. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface Migration {

  /** Its number in the test, from 1; the same on every host. */
  int number();

  /**
   * Waits for its end on every host; see {@link MigrationBuilder#run()}. A migration never joined
   * is joined when the test ends.
   */
  MigrationResult join();

  /**
   * Asks the hypervisor to cancel it; the end is {@link #join()}'s. Before the migration has
   * started this is remembered, and it is cancelled when it starts. Without effect on other hosts
   * than the source.
   */
  void cancel();

  /**
   * Changes a parameter of every machine's migration under way, such as QEMU's {@code
   * max-bandwidth}; it is read back. On the source. Once the migration has ended it changes
   * nothing, and the console says so: no step can know that the end was not faster.
   *
   * @throws IllegalStateException if it has not begun on this host
   */
  void parameter(String name, Object value);

  /**
   * How far it is, as the source's hypervisor said last; on other hosts, and before the migration
   * starts, {@link MigrationProgress#NONE}.
   */
  MigrationProgress progress();
}
