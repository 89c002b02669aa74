package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/** A moment of a migration under way, at which a step of {@link MigrationBuilder#during} runs. */
@API(status = EXPERIMENTAL, since = "0.1")
public sealed interface MigrationMoment {

  /**
   * The moment when this pass over the guest's memory, or a later one, begins.
   *
   * @param number from 1
   */
  record Pass(long number) implements MigrationMoment {}

  /**
   * The moment when this percentage of the guest's memory need not be sent any more. It is detected
   * by samples, which are taken every {@code multihost.progress.moment-interval} until the moment.
   *
   * @param least from 0 to 100
   */
  record Percent(int least) implements MigrationMoment {}

  /**
   * The moment when the hypervisor reports this status of the migration, such as QEMU's {@code
   * active}.
   *
   * @param word the hypervisor's word
   */
  record Status(String word) implements MigrationMoment {}

  /**
   * The moment this long after the start of the migration.
   *
   * @param duration more than zero
   */
  record Elapsed(Duration duration) implements MigrationMoment {}

  /** The moment when the guest has stopped and the migration waits for a command to go on. */
  record BeforeSwitchover() implements MigrationMoment {}

  /** The moment when a postcopy has lost its stream and waits for its recovery. */
  record PostcopyPaused() implements MigrationMoment {}

  /** The moment when the guest begins to run at the destination. */
  record GuestRuns() implements MigrationMoment {}

  /**
   * A moment that is missed without a failure.
   *
   * @param moment none of these
   */
  record IfUnderWay(MigrationMoment moment) implements MigrationMoment {}

  /**
   * The moments at these intervals from the start to the end of the migration.
   *
   * @param interval more than zero; it begins anew when a step has returned
   */
  record Every(Duration interval) implements MigrationMoment {}

  /**
   * Returns the moment when the guest has stopped and the migration waits for {@link
   * Migration#continueFrom}.
   */
  static MigrationMoment beforeSwitchover() {
    return new BeforeSwitchover();
  }

  /** Returns the moment when a postcopy has lost its stream; see {@link Migration#recover()}. */
  static MigrationMoment postcopyPaused() {
    return new PostcopyPaused();
  }

  /**
   * Returns the moment when the guest begins to run at the destination; for {@link
   * MigrationBuilder#duringAtDestination} only. A postcopy whose stream is cut before it has
   * failed, and cannot be recovered.
   */
  static MigrationMoment guestRuns() {
    return new GuestRuns();
  }

  /** Returns the same moment for a step that may be left out: the migration may end before it. */
  static MigrationMoment ifUnderWay(MigrationMoment moment) {
    return moment instanceof IfUnderWay ? moment : new IfUnderWay(moment);
  }

  /**
   * Returns the moments at these intervals, as long as the migration is under way; if it ends
   * before the first, that is missed.
   *
   * @throws IllegalArgumentException if {@code interval} is not more than zero
   */
  static MigrationMoment every(Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("every [" + interval + "]: expected more than zero");
    }
    return new Every(interval);
  }

  /**
   * Returns the moment when this pass, or a later one, begins.
   *
   * @throws IllegalArgumentException if {@code number} is less than 1
   */
  static MigrationMoment pass(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("pass [" + number + "]: expected 1 or more");
    }
    return new Pass(number);
  }

  /**
   * Returns the moment when this percentage is done.
   *
   * @throws IllegalArgumentException if {@code least} is not from 0 to 100
   */
  static MigrationMoment percent(int least) {
    if (least < 0 || least > 100) {
      throw new IllegalArgumentException("percent [" + least + "]: expected 0 to 100");
    }
    return new Percent(least);
  }

  /** Returns the moment when the hypervisor reports this status. */
  static MigrationMoment status(String word) {
    return new Status(word);
  }

  /**
   * Returns the moment this long after the start of the migration.
   *
   * @throws IllegalArgumentException if {@code duration} is not more than zero
   */
  static MigrationMoment after(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("after [" + duration + "]: expected more than zero");
    }
    return new Elapsed(duration);
  }
}
