package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.apiguardian.api.API;

/**
 * The description of one migration. Not safe for use by several threads.
 *
 * <p>The description must be the same on every host. If the plans of two hosts differ, both fail
 * with a {@link WrongBarrierException}.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface MigrationBuilder {

  /**
   * Sets the source; by default the host that the VMs are on.
   *
   * @throws IllegalArgumentException if no host of this test has that name
   */
  MigrationBuilder from(String host);

  /**
   * Sets the destination; by default the first of the hosts that the VMs are not on.
   *
   * @throws IllegalArgumentException if no host of this test has that name
   */
  MigrationBuilder to(String host);

  /** Sets the step on the source before the migration. */
  MigrationBuilder startWork(MigrationStep step);

  /** Sets the step on the destination after the migration, when the guest runs there. */
  MigrationBuilder checkWork(MigrationStep step);

  /**
   * Sets the step on the source after the migration, while the source's side of the VM still
   * exists.
   */
  MigrationBuilder checkSource(MigrationStep step);

  /** Sets the test's own steps at each phase. */
  MigrationBuilder hooks(MigrationHooks hooks);

  /**
   * Sets the timeout of the phase {@link MigrationPhase#MIGRATE}; the default is {@code
   * multihost.timeout.migration}.
   *
   * @param timeout more than zero
   */
  MigrationBuilder timeout(Duration timeout);

  /**
   * Sets the outcome that the test requires; the default is {@link MigrationOutcome#COMPLETED}. Any
   * other outcome fails the test.
   */
  MigrationBuilder expect(MigrationOutcome outcome);

  /**
   * Sets the outcomes of which the test requires one. This is for a race with no certain outcome,
   * such as a cancellation that may come too late. A guest that runs on two hosts, or on none,
   * fails the test whatever is expected.
   *
   * @param outcomes one at least
   */
  MigrationBuilder expectAnyOf(MigrationOutcome... outcomes);

  /**
   * Sets the state in which each guest must be after the migration, on the host that it is on then:
   * {@link VmState#SHUTDOWN} for a guest that shuts itself down meanwhile. By default the guest
   * must run, or be paused if it was paused before.
   *
   * @param state {@link VmState#RUNNING}, {@link VmState#PAUSED} or {@link VmState#SHUTDOWN}
   */
  MigrationBuilder expectState(VmState state);

  /**
   * Sets the maximum bandwidth of each VM's stream, in bytes per second with a unit: {@code 32
   * MiB}; {@code 0} is unlimited. The default is the hypervisor's.
   *
   * @throws IllegalArgumentException if the text is not such an amount
   */
  MigrationBuilder maxBandwidth(String bytesPerSecond);

  /**
   * Sets the guest's downtime that the hypervisor aims at, in whole milliseconds; the default is
   * the hypervisor's.
   *
   * @param limit 1 ms at least
   */
  MigrationBuilder downtimeLimit(Duration limit);

  /**
   * Sets the transport of the stream; the default is {@code multihost.migration.transport}, else
   * TCP.
   *
   * @throws IllegalArgumentException if it is null
   */
  MigrationBuilder transport(Transport transport);

  /**
   * Switches a migration capability of the hypervisor on or off on both sides, such as QEMU's
   * {@code xbzrle}; for this migration only.
   *
   * @throws VirtualMachineException when it is set, if the hypervisor has no such capability
   */
  MigrationBuilder capability(String name, boolean on);

  /**
   * Sets a migration parameter of the hypervisor on both sides, such as QEMU's {@code
   * multifd-channels}, and reads it back; for this migration only.
   *
   * @param value a number, a boolean or a string
   * @throws VirtualMachineException when it is set, if the hypervisor has no such parameter, or
   *     reads back another value
   */
  MigrationBuilder parameter(String name, Object value);

  /** Sends pages over several channels; as {@link #channels(int, Compression)}. */
  MigrationBuilder channels(int count);

  /**
   * Sends pages over several channels in parallel, such as QEMU's {@code multifd}.
   *
   * @param count 1 at least
   */
  MigrationBuilder channels(int count, Compression compression);

  /**
   * Lets the guest continue at the destination at this moment, before all of its memory is there.
   */
  MigrationBuilder postcopy(MigrationMoment moment);

  /** Lets pages that the guest waits for overtake the others; for a {@link #postcopy} only. */
  MigrationBuilder postcopyPreempt();

  /**
   * Recovers the postcopy when it has lost its stream. If it does not lose it, the test fails with
   * a missed moment.
   */
  MigrationBuilder recoverPostcopy();

  /** Slows down the guest until its memory can be sent. */
  MigrationBuilder autoConverge();

  /** Sends only what has changed of a page that was sent before. */
  MigrationBuilder xbzrle();

  /** Runs a step on the source when the guest has stopped, and continues when it returns. */
  MigrationBuilder pauseBeforeSwitchover(MigrationStep step);

  /**
   * Overrides a setting for this migration only: a timeout of its phases, such as {@code
   * multihost.timeout.finish}, or {@code multihost.vm.<name>.arguments}, which are then added to
   * the destination's command line. {@code docs/settings.md} says which settings are allowed here.
   *
   * @throws MultihostConfigurationException if the value is wrong, or the setting is not allowed
   */
  MigrationBuilder setting(String key, String value);

  /**
   * Pauses the running VMs before they migrate, and resumes them on the destination in {@link
   * MigrationPhase#MIGRATE}. A VM that the test has paused stays paused.
   */
  MigrationBuilder offline();

  /**
   * Saves the VMs to a file on the source, paused as by {@link #offline}, and loads them from it on
   * the destination. With several VMs, {@code .<vm>} is added to the path of each. The file is
   * removed after the migration.
   *
   * <p>If the destination has the setting {@code multihost.host.<host>.ssh}, the source sends the
   * file there by SSH, to the same path.
   *
   * <p>QEMU opens the file itself if both hosts have version 8.2 or later, as its {@code
   * mapped-ram} needs; else a shell writes it. A file that cannot be written or read is a migration
   * that has {@link MigrationOutcome#FAILED}: the guest goes on at the source.
   *
   * @param path absolute; on storage that both hosts share, unless the file is sent. QEMU takes no
   *     path with a newline or {@code ,offset=}
   */
  MigrationBuilder throughFile(Path path);

  /**
   * Waits before the migration is started. A VM that was started paused is resumed before the wait,
   * so that the guest migrates while it boots.
   *
   * @param delay more than zero
   */
  MigrationBuilder delay(Duration delay);

  /**
   * Calls {@link MigrationHooks#afterMigration} when the migration has started, instead of when it
   * has ended; the host waits for the end after that.
   */
  MigrationBuilder notWaiting();

  /**
   * Cancels the migration this long after its start. The expected outcome is then {@link
   * MigrationOutcome#CANCELLED}, unless {@link #expect} says otherwise.
   *
   * @param duration more than zero
   */
  MigrationBuilder cancelAfter(Duration duration);

  /**
   * Cancels the migration at the first progress that the condition accepts; the expected outcome is
   * as with {@link #cancelAfter}. Until then, progress is sampled every {@code
   * multihost.progress.moment-interval}. The condition is called on a thread of the driver and must
   * not block. {@link MigrationResult#cancelledAt()} is the accepted progress. If the migration
   * completes before any progress is accepted, and only {@code CANCELLED} is expected, the test
   * fails with a message that says so.
   */
  MigrationBuilder cancelWhen(Predicate<MigrationProgress> condition);

  /**
   * Compares the guest's whole memory between the source and the destination, page by page, before
   * it resumes at the destination; for any guest and transport. A difference fails the test. {@link
   * MigrationResult#memory()} is what was compared. A postcopy cannot be verified: the test then
   * fails. {@code multihost.verify-memory} verifies all migrations, or none.
   */
  MigrationBuilder verifyMemory();

  /**
   * Adds a step on the source while the migration is under way; several steps run one after the
   * other. If the migration ends before the moment, the test fails with a message that says so. The
   * host's log has the progress at which each step began.
   */
  MigrationBuilder during(MigrationMoment moment, MigrationStep step);

  /** Keeps the migration under way from this moment on, until {@link Migration#release()}. */
  MigrationBuilder holdAt(MigrationMoment moment);

  /** As {@link #during}, on the destination, by the statuses of its hypervisor and by time. */
  MigrationBuilder duringAtDestination(MigrationMoment moment, MigrationStep step);

  /**
   * Sets the step on the destination after a migration that did not complete, before the VM that
   * waited there is closed: {@link MigrationWork#arriving}.
   */
  MigrationBuilder checkArriving(MigrationStep step);

  /**
   * Sends the stream through a proxy on the source, so that steps on the source can disturb it:
   * {@link MigrationWork#stream()}. For TCP only.
   */
  MigrationBuilder throughProxy();

  /**
   * Runs the migration, and returns the same result on every host when all hosts have finished it.
   *
   * @throws IllegalArgumentException if the description is not possible, such as a VM that is not
   *     on the source
   * @throws MigrationFailedException if the outcome is not the expected one, the migration does not
   *     end in time, or a moment does not come
   * @throws PeerFailedException if another host failed first
   */
  MigrationResult run();

  /** Starts the migration and returns at once; several migrations can be under way. */
  Migration start();
}
