package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
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
