package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a {@link MigrationResult}; see {@link MigrationAssertions}. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class MigrationResultAssert
    extends AbstractAssert<MigrationResultAssert, MigrationResult> {

  private static final String UNKNOWN = "unknown";

  private enum More {
    MORE,
    LESS
  }

  MigrationResultAssert(@Nullable MigrationResult actual) {
    super(actual, MigrationResultAssert.class);
  }

  /** Verifies that the migration completed: the guest is on the destination. */
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

  /** Verifies the outcome of the migration. */
  public MigrationResultAssert hasOutcome(MigrationOutcome expected) {
    isNotNull();
    if (actual.outcome() != expected) {
      throw failureWithActualExpected(
          actual.outcome(),
          expected,
          "Expected the outcome of %s to be [%s] but it was [%s]%s",
          title(actual),
          expected,
          actual.outcome(),
          actual.error().map(error -> "; error: [" + error + "]").orElse(""));
    }
    return this;
  }

  /**
   * Verifies that the downtime, by the hypervisor's own figure, was less than {@code limit}. Fails
   * if the figure is unknown, and for a migration that did not complete, because the figure then
   * has no meaning.
   */
  public MigrationResultAssert hasDowntimeBelow(Duration limit) {
    isCompleted();
    return isBelow("downtime", downtime(actual), limit);
  }

  /**
   * Verifies that the time from the guest's stop on the source to its resume on the destination was
   * less than {@code limit}. Fails if that time is unknown, as for a guest that did not run, and
   * for a migration that did not complete.
   */
  public MigrationResultAssert hasPauseBelow(Duration limit) {
    isCompleted();
    return isBelow("pause", known("pause", actual, actual.pause()), limit);
  }

  /**
   * Verifies that the time from the start to the end of the migration was less than {@code limit},
   * whatever the outcome.
   */
  public MigrationResultAssert hasTotalTimeBelow(Duration limit) {
    isNotNull();
    return isBelow("total time", actual.totalTime(), limit);
  }

  /** Verifies that at most {@code bytes} bytes were sent; fails if the figure is unknown. */
  public MigrationResultAssert hasTransferredAtMost(long bytes) {
    isNotNull();
    long found = bytesTransferred(actual);
    if (found > bytes) {
      throw failureWithActualExpected(
          found,
          bytes,
          "Expected %s to transfer at most [%s] bytes but it transferred [%s]; %s",
          title(actual),
          bytes,
          found,
          figures());
    }
    return this;
  }

  /** Verifies that more bytes were sent than in another migration; fails if a figure is unknown. */
  public MigrationResultAssert hasTransferredMoreThan(MigrationResult other) {
    isNotNull();
    return compare("bytes transferred", More.MORE, other, this::bytesTransferred);
  }

  /**
   * Verifies that fewer bytes were sent than in another migration; fails if a figure is unknown.
   */
  public MigrationResultAssert hasTransferredLessThan(MigrationResult other) {
    isNotNull();
    return compare("bytes transferred", More.LESS, other, this::bytesTransferred);
  }

  /**
   * Verifies that the bytes sent per second, by the figure of the source's hypervisor, were within
   * a range. Fails if the figure is unknown.
   */
  public MigrationResultAssert hasBandwidthBetween(long least, long most) {
    isNotNull();
    return isBetween("bandwidth in bytes/s", actual.figures().bandwidth(), least, most);
  }

  /**
   * Verifies that the last percentage by which the source's hypervisor slowed down the guest's
   * processors was within a range. Fails if it did not slow them down.
   */
  public MigrationResultAssert hasThrottleBetween(int least, int most) {
    isNotNull();
    return isBetween("throttle percentage", actual.figures().throttlePercent(), least, most);
  }

  /**
   * Verifies that a figure of {@link HypervisorFigures#named()} of the source was within a range.
   * Fails if the figure is unknown; the message lists those that are known.
   */
  public MigrationResultAssert hasFigureBetween(String name, double least, double most) {
    isNotNull();
    double found =
        actual
            .figures()
            .number(name)
            .orElseThrow(
                () ->
                    failure(
                        "Expected to know the figure [%s] of %s, but the hypervisor has reported %s",
                        name, title(actual), actual.figures()))
            .doubleValue();
    return isBetween("figure " + name, found, least, most);
  }

  private MigrationResultAssert isBetween(String name, OptionalLong found, long least, long most) {
    Optional<Long> value = found.stream().boxed().findFirst();
    return isBetween(name, (double) known(name, actual, value), least, most);
  }

  private MigrationResultAssert isBetween(String name, double found, double least, double most) {
    if (found < least || found > most) {
      throw failure(
          "Expected the %s of %s to be from [%.0f] to [%.0f] but it was [%.2f]; %s",
          name, title(actual), least, most, found, figures());
    }
    return this;
  }

  /** Verifies that the total time was less than another migration's, and that both completed. */
  public MigrationResultAssert isFasterThan(MigrationResult other) {
    isCompleted();
    verifyCompleted(other);
    return compare("total time in ns", More.LESS, other, result -> result.totalTime().toNanos());
  }

  /**
   * Verifies that the downtime was less than another migration's, and that both completed; fails if
   * a figure is unknown.
   */
  public MigrationResultAssert hasShorterDowntimeThan(MigrationResult other) {
    isCompleted();
    verifyCompleted(other);
    return compare("downtime in ns", More.LESS, other, result -> downtime(result).toNanos());
  }

  private void verifyCompleted(MigrationResult other) {
    if (other.outcome() != MigrationOutcome.COMPLETED) {
      throw failure(
          "Expected %s, with which %s is compared, to be [%s] but it was [%s]",
          title(other), title(actual), MigrationOutcome.COMPLETED, other.outcome());
    }
  }

  private Duration downtime(MigrationResult result) {
    return known("downtime", result, result.downtime());
  }

  private long bytesTransferred(MigrationResult result) {
    Optional<Long> bytes = result.bytesTransferred().stream().boxed().findFirst();
    return known("bytes transferred", result, bytes);
  }

  private <T> T known(String figure, MigrationResult result, Optional<T> value) {
    return value.orElseThrow(
        () ->
            failure(
                "Expected to know the %s of %s, but it is unknown: %s; outcome: [%s]; %s",
                figure, title(result), whyUnknown(figure), result.outcome(), figures()));
  }

  private static String whyUnknown(String figure) {
    return figure.equals("pause")
        ? "the migration stopped no running guest that resumed at the destination, or the clocks of the two hosts disagree"
        : "the hypervisor gave no such figure";
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
          title(actual),
          than.name().toLowerCase(Locale.ROOT),
          others,
          other.number(),
          found,
          figures());
    }
    return this;
  }

  /** Verifies that there was an error whose text contains {@code containing}. */
  public MigrationResultAssert hasError(String containing) {
    isNotNull();
    String error = actual.error().orElse("");
    if (actual.error().isEmpty() || !error.contains(containing)) {
      throw failure(
          "Expected the error of %s to contain [%s] but %s; outcome: [%s]",
          title(actual),
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
          title(actual),
          millis(limit),
          millis(found),
          figures());
    }
    return this;
  }

  private static String title(MigrationResult result) {
    String vms = String.join(", ", new TreeSet<>(result.vms().keySet()));
    return "migration #" + result.number() + " [" + vms + "]";
  }

  /** All figures, because a failed figure is rarely understood without the others. */
  private String figures() {
    return "total time: [%s]; downtime: [%s]; pause: [%s]; transferred: [%s]; iterations: [%s]"
        .formatted(
            millis(actual.totalTime()),
            actual.downtime().map(MigrationResultAssert::millis).orElse(UNKNOWN),
            actual.pause().map(MigrationResultAssert::millis).orElse(UNKNOWN),
            text(actual.bytesTransferred(), " bytes"),
            text(actual.iterations(), ""));
  }

  private static String text(OptionalLong amount, String unit) {
    return amount.isPresent() ? amount.getAsLong() + unit : UNKNOWN;
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
