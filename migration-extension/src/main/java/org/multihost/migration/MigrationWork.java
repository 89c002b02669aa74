package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The context of a {@link MigrationStep}: its migration, the VMs of the test, and the log. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationWork {

  /**
   * The role of this host in this migration. It follows the direction of the migration, unlike the
   * role of {@link Hosts#role()}: when a VM migrates back, the roles are swapped. A step runs on a
   * bystander only in {@link MigrationHooks#prepareDisks} and {@link MigrationHooks#cleanUp}.
   */
  HostRole role();

  /**
   * The only VM of this migration.
   *
   * @throws IllegalStateException if several VMs migrate; the message lists them
   */
  VirtualMachine vm();

  /**
   * The VM of that name; also one that does not migrate now.
   *
   * @throws IllegalArgumentException if no VM has that name
   */
  VirtualMachine vm(String name);

  /**
   * A logged-in shell in the guest of the only VM of this migration, as {@link
   * VirtualMachine#session()}.
   *
   * @throws IllegalStateException if several VMs migrate; the message lists them
   */
  GuestSession session();

  /**
   * The driver's own object behind a VM that is migrating to this host; on the destination, from
   * {@link MigrationHooks#migrateOnDestination} on.
   *
   * @throws IllegalStateException if the VM is not migrating to this host
   */
  <T> T arriving(String vm, Class<T> type);

  /**
   * The driver's own object behind a VM that this host has sent, or sends, also when its guest is
   * on the destination; until the migration is finished.
   *
   * @throws IllegalStateException if the VM does not migrate from this host
   */
  <T> T source(String vm, Class<T> type);

  /**
   * The result of the migration, in the steps after it.
   *
   * @throws IllegalStateException in a step before the result is known
   */
  MigrationResult result();

  /** This migration: its progress, its parameters, its cancellation. */
  Migration migration();

  /**
   * The stream of the migration, for steps that disturb it; on the source.
   *
   * @throws IllegalStateException without {@link MigrationBuilder#throughProxy()}, or on another
   *     host
   */
  MigrationStream stream();

  /**
   * Runs a step in parallel with the migration, on a thread of its own on this host.
   *
   * @param name for messages
   */
  BackgroundStep background(String name, MigrationStep step);

  /**
   * Puts a value that travels with the migration: every later step of it, on any host, can {@link
   * #get} the value, and so can the steps of later migrations of its VMs in this test. Each host
   * has a JVM of its own, so that a variable which a step on one host has set is not set on another
   * one. The value is stored when this returns. It can be whatever {@link Rendezvous#exchange}
   * takes, and null.
   *
   * <p>A later value of a name replaces the earlier one.
   *
   * @throws IllegalArgumentException if the value cannot be handed over; the message says which
   *     part of it
   * @throws IllegalStateException if another host has put that name in the same phase, so that
   *     neither value is the later one
   */
  void put(String name, @Nullable Object value);

  /**
   * Returns the value that an earlier step has put under that name, in this migration or an earlier
   * one of its VMs; does not wait for other hosts. A number can be asked for as another type that
   * holds it exactly. Null is returned if null was put.
   *
   * @throws IllegalStateException at once if no step has put that name; the message lists the names
   *     that there are
   * @throws IllegalArgumentException if the value has another type
   */
  <T extends @Nullable Object> T get(String name, Class<T> type);

  /** Writes a line to the console and the log of this host, under the migration's number. */
  void log(String text);
}
