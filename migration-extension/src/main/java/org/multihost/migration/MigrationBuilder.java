package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.apiguardian.api.API;

/**
 * Describes one migration. Not safe for use by several threads.
 *
 * <p>The description must be the same on every host; where two hosts' plans differ, both fail with
 * a {@link WrongBarrierException}.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationBuilder {

  /** The host that the machines leave; the default is the one that they are on. */
  MigrationBuilder from(String host);

  /**
   * The host that the machines go to; the default is the first of the hosts that they are not on.
   */
  MigrationBuilder to(String host);

  /** Work done on the source before the migration. */
  MigrationBuilder startWork(MigrationStep step);

  /** Work done on the destination after the migration, when the guest runs there. */
  MigrationBuilder checkWork(MigrationStep step);

  /** Work done on the source after the migration, while its side of the machine still exists. */
  MigrationBuilder checkSource(MigrationStep step);

  /** The test's own steps at each phase. */
  MigrationBuilder hooks(MigrationHooks hooks);

  /**
   * How long the phase {@link MigrationPhase#MIGRATE} may take; the default is {@code
   * multihost.timeout.migration}.
   */
  MigrationBuilder timeout(Duration timeout);

  /**
   * The outcome that the test requires; the default is {@link MigrationOutcome#COMPLETED}. Any
   * other one fails the test.
   */
  MigrationBuilder expect(MigrationOutcome outcome);

  /**
   * The most bandwidth that each machine's stream may use, in bytes per second with a unit: {@code
   * 32 MiB}; {@code 0} is unlimited. The default is the hypervisor's.
   */
  MigrationBuilder maxBandwidth(String bytesPerSecond);

  /**
   * The pause of the guest that the hypervisor aims at, in whole milliseconds; the default is the
   * hypervisor's.
   */
  MigrationBuilder downtimeLimit(Duration limit);

  /** How the stream goes; the default is {@code multihost.migration.transport}, else TCP. */
  MigrationBuilder transport(Transport transport);

  /**
   * Switches a capability of the hypervisor's migration on or off, on both sides, such as QEMU's
   * {@code xbzrle}; for this migration only.
   *
   * @throws VirtualMachineException when it is set, if this hypervisor has no such capability
   */
  MigrationBuilder capability(String name, boolean on);

  /**
   * Sets a parameter of the hypervisor's migration, on both sides, such as QEMU's {@code
   * multifd-channels}; for this migration only. It is read back.
   *
   * @param value a number, a boolean or a string
   * @throws VirtualMachineException when it is set, if this hypervisor has no such parameter, or
   *     takes it for another value
   */
  MigrationBuilder parameter(String name, Object value);

  /**
   * Sets a setting for this migration only: one of {@code multihost.timeout.*}, or {@code
   * multihost.vm.<name>.arguments}, which are then added to the destination's command line.
   *
   * @throws MultihostConfigurationException if it is wrong, or none of these
   */
  MigrationBuilder setting(String key, String value);

  /**
   * Pauses the machines before they migrate; at the destination they go on before {@link
   * MigrationPhase#CHECK}.
   */
  MigrationBuilder offline();

  /**
   * Saves the paused machines to a file on the source, and loads them from it at the destination,
   * with {@code .<machine>} added to the path where there are several. The file is removed after
   * the migration.
   *
   * <p>Where the destination has the setting {@code multihost.host.<host>.ssh}, the source sends
   * the file there by SSH, to the same path.
   *
   * @param path absolute; on storage that both hosts see, unless it is sent
   */
  MigrationBuilder throughFile(Path path);

  /**
   * Waits so long before the migration is started; a machine that was started paused goes on before
   * the wait, so that the guest migrates while it boots.
   */
  MigrationBuilder delay(Duration delay);

  /**
   * Calls {@link MigrationHooks#afterMigration} when the migration has been started, not when it
   * has ended; its end is waited for after that.
   */
  MigrationBuilder notWaiting();

  /**
   * Cancels the migration so long after its start; the expected outcome is then {@link
   * MigrationOutcome#CANCELLED}, unless {@link #expect} says otherwise.
   */
  MigrationBuilder cancelAfter(Duration duration);

  /**
   * Cancels the migration at the first progress that the condition accepts, as {@link
   * #cancelAfter}. Progress is sampled every {@code multihost.progress.moment-interval} until then.
   * The condition is called on a thread of the driver and must not block. {@link
   * MigrationResult#cancelledAt()} is the progress that it accepted; if it accepts none before the
   * migration has completed, the test fails and says so.
   */
  MigrationBuilder cancelWhen(Predicate<MigrationProgress> condition);

  /**
   * A step on the source while the migration is under way; several run one after the other. If the
   * migration ends before the moment has come, the test fails and says so. The host's log has the
   * progress at which each step began.
   */
  MigrationBuilder during(MigrationMoment moment, MigrationStep step);

  /**
   * Lets the stream pass through a proxy on the source, so that steps there can disturb it: {@link
   * MigrationWork#stream()}. For TCP only.
   */
  MigrationBuilder throughProxy();

  /**
   * Migrates and returns on every host when all have finished, with the same result.
   *
   * @throws MigrationFailedException if the outcome is another than the expected one
   * @throws PeerFailedException if another host failed first
   */
  MigrationResult run();

  /** Starts the migration and returns at once; several may be under way. */
  Migration start();
}
