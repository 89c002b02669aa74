package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a {@link MigrationResult}; see {@link MigrationAssertions}. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class MigrationResultAssert
    extends AbstractAssert<MigrationResultAssert, MigrationResult> {

  private enum More {
    MORE,
    LESS
  }

  MigrationResultAssert(@Nullable MigrationResult actual) {
    super(actual, MigrationResultAssert.class);
  }

  /** Verifies that the guest runs on the destination. */
  public MigrationResultAssert isCompleted() {
    return hasOutcome(MigrationOutcome.COMPLETED);
  }

  /** Verifies that the migration failed. */
  public MigrationResultAssert hasFailed() {
    return hasOutcome(MigrationOutcome.FAILED);
  }

  /** Verifies that the migration was cancelled. */
  public MigrationResultAssert isCancelled() {
    return hasOutcome(MigrationOutcome.CANCELLED);
  }

  /** Verifies how the migration ended. */
  public MigrationResultAssert hasOutcome(MigrationOutcome expected) {
    isNotNull();
    if (actual.outcome() != expected) {
      throw failureWithActualExpected(
          actual.outcome(),
          expected,
          "Expected the outcome of %s to be [%s] but it was [%s]%s",
          migration(),
          expected,
          actual.outcome(),
          actual.error().map(error -> "; error: [" + error + "]").orElse(""));
    }
    return this;
  }

  /**
   * Verifies that the guest was stopped for less than this by the hypervisor's own figure; fails
   * for a migration that did not complete, whose figure would say nothing.
   */
  public MigrationResultAssert hasDowntimeBelow(Duration limit) {
    isCompleted();
    return isBelow("downtime", actual.downtime(), limit);
  }

  /**
   * Verifies that less than this passed from the guest's stop on the source to its going on at the
   * destination; fails for a migration that did not complete.
   */
  public MigrationResultAssert hasPauseBelow(Duration limit) {
    isCompleted();
    return isBelow("pause", actual.pause(), limit);
  }

  /**
   * Verifies that the migration took less than this from its start to its end, however it ended.
   */
  public MigrationResultAssert hasTotalTimeBelow(Duration limit) {
    isNotNull();
    return isBelow("total time", actual.totalTime(), limit);
  }

  /** Verifies that at most so many bytes were sent. */
  public MigrationResultAssert hasTransferredAtMost(long bytes) {
    isNotNull();
    if (actual.bytesTransferred() > bytes) {
      throw failureWithActualExpected(
          actual.bytesTransferred(),
          bytes,
          "Expected %s to transfer at most [%s] bytes but it transferred [%s]; %s",
          migration(),
          bytes,
          actual.bytesTransferred(),
          figures());
    }
    return this;
  }

  /** Verifies that more bytes were sent than in another migration. */
  public MigrationResultAssert hasTransferredMoreThan(MigrationResult other) {
    isNotNull();
    return compare("bytes transferred", More.MORE, other, MigrationResult::bytesTransferred);
  }

  /** Verifies that fewer bytes were sent than in another migration. */
  public MigrationResultAssert hasTransferredLessThan(MigrationResult other) {
    isNotNull();
    return compare("bytes transferred", More.LESS, other, MigrationResult::bytesTransferred);
  }

  /** Verifies that the total time was less than another migration's; both completed. */
  public MigrationResultAssert isFasterThan(MigrationResult other) {
    isCompleted();
    return compare("total time in ns", More.LESS, other, result -> result.totalTime().toNanos());
  }

  /** Verifies that the downtime was less than another migration's; both completed. */
  public MigrationResultAssert hasShorterDowntimeThan(MigrationResult other) {
    isCompleted();
    return compare("downtime in ns", More.LESS, other, result -> result.downtime().toNanos());
  }

  private MigrationResultAssert compare(
      String figure, More than, MigrationResult other, ToLongFunction<MigrationResult> value) {
    long found = value.applyAsLong(actual);
    long others = value.applyAsLong(other);
    if (than == More.MORE ? found <= others : found >= others) {
      throw failureWithActualExpected(
          found,
          others,
          "Expected the %s of %s to be %s than [%s] as in migration #%s but it was [%s]; %s",
          figure,
          migration(),
          than.name().toLowerCase(Locale.ROOT),
          others,
          other.number(),
          found,
          figures());
    }
    return this;
  }

  /** Verifies that the hypervisor gave an error whose text contains this. */
  public MigrationResultAssert hasError(String containing) {
    isNotNull();
    String error = actual.error().orElse("");
    if (actual.error().isEmpty() || !error.contains(containing)) {
      throw failure(
          "Expected the error of %s to contain [%s] but %s; outcome: [%s]",
          migration(),
          containing,
          actual.error().isEmpty() ? "there was none" : "it was [" + error + "]",
          actual.outcome());
    }
    return this;
  }

  private MigrationResultAssert isBelow(String figure, Duration found, Duration limit) {
    if (found.compareTo(limit) >= 0) {
      throw failureWithActualExpected(
          found,
          limit,
          "Expected the %s of %s to be below [%s] but it was [%s]; %s",
          figure,
          migration(),
          millis(limit),
          millis(found),
          figures());
    }
    return this;
  }

  private String migration() {
    String vms = String.join(", ", new TreeSet<>(actual.vms().keySet()));
    return "migration #" + actual.number() + " [" + vms + "]";
  }

  /** All figures, because the one that failed is rarely understood without the others. */
  private String figures() {
    return "total time: [%s]; downtime: [%s]; pause: [%s]; transferred: [%d bytes]; iterations: [%d]"
        .formatted(
            millis(actual.totalTime()),
            millis(actual.downtime()),
            millis(actual.pause()),
            actual.bytesTransferred(),
            actual.iterations());
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
