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
