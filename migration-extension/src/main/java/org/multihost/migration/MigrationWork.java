package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** What a {@link MigrationStep} works with. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationWork {

  /**
   * The machine of that name.
   *
   * @throws IllegalArgumentException if no machine has that name
   */
  VirtualMachine vm(String name);

  /**
   * The result of the migration, in the steps that follow it.
   *
   * @throws IllegalStateException in a step that comes before the result is known
   */
  MigrationResult result();

  /** Writes a line to the console and the log of this host, under the migration's number. */
  void log(String text);
}
