package org.multihost.migration.qemu.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time that a test's own code takes where other hosts wait for it: longer than they would wait
 * for what the product itself does there, each wait of which these settings make short.
 */
final class SlowStep {

  public static final Duration FINISH = Duration.ofSeconds(3);
  public static final Duration MIGRATION = Duration.ofSeconds(10);
  public static final Duration DISKS = Duration.ofSeconds(1);

  /** What a host that waits adds to the limit of a step. */
  private static final Duration SLACK = Duration.ofSeconds(15);

  private static final Duration MORE = Duration.ofMillis(1500);

  private SlowStep() {}

  /** Empty where the product does nothing whose limit could be the shorter one. */
  public static Optional<Duration> of(FaultPoint point) {
    return switch (point) {
      case PREPARE_DISKS -> Optional.of(DISKS.plus(SLACK).plus(MORE));
      case MIGRATE -> Optional.of(MIGRATION.plus(SLACK).plus(MORE));
      case MIGRATED, FINISHED -> Optional.of(FINISH.plus(SLACK).plus(MORE));
      case BEFORE_TEST, LAST_LINES, AFTER_EACH, AFTER_TEST -> Optional.of(FINISH.plus(MORE));
      default -> Optional.empty();
    };
  }

  /** Takes that time; an interrupt ends it. */
  public static void take(FaultPoint point) throws InterruptedException {
    new CountDownLatch(1).await(of(point).orElseThrow().toMillis(), TimeUnit.MILLISECONDS);
  }
}
