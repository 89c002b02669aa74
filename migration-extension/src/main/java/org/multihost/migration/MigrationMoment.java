package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/** A moment of a migration under way, at which {@link MigrationBuilder#during} does something. */
@API(status = EXPERIMENTAL, since = "0.1")
public sealed interface MigrationMoment {

  /**
   * When a pass over the guest's memory begins, or a later one.
   *
   * @param number from 1
   */
  record Pass(long number) implements MigrationMoment {}

  /**
   * When so much of the guest's memory need not be sent any more. It is known by samples, which are
   * taken every {@code multihost.progress.moment-interval} until the moment has come.
   *
   * @param least from 0 to 100
   */
  record Percent(int least) implements MigrationMoment {}

  /**
   * When the hypervisor says that the migration has this status, such as QEMU's {@code active}.
   *
   * @param word the hypervisor's word
   */
  record Status(String word) implements MigrationMoment {}

  /**
   * So long after the migration has been started.
   *
   * @param duration more than zero
   */
  record Elapsed(Duration duration) implements MigrationMoment {}

  /** When that pass begins, from 1. */
  static MigrationMoment pass(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("pass [" + number + "]: expected 1 or more");
    }
    return new Pass(number);
  }

  /** When so many per cent are done, 0 to 100. */
  static MigrationMoment percent(int least) {
    if (least < 0 || least > 100) {
      throw new IllegalArgumentException("percent [" + least + "]: expected 0 to 100");
    }
    return new Percent(least);
  }

  /** When it has that status. */
  static MigrationMoment status(String word) {
    return new Status(word);
  }

  /** So long after its start. */
  static MigrationMoment after(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("after [" + duration + "]: expected more than zero");
    }
    return new Elapsed(duration);
  }
}
