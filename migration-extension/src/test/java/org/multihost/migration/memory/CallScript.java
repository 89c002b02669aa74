package org.multihost.migration.memory;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The course of a call of a driver.
 *
 * @param takes how long it takes
 * @param failure what it throws then
 */
public record CallScript(Duration takes, Optional<Supplier<RuntimeException>> failure) {

  /** Returns at once. */
  public static final CallScript AT_ONCE = new CallScript(Duration.ZERO, Optional.empty());

  /** Returns after that time. */
  public static CallScript taking(Duration time) {
    return new CallScript(time, Optional.empty());
  }

  /** Throws at once. */
  public static CallScript failing(Supplier<RuntimeException> failure) {
    return new CallScript(Duration.ZERO, Optional.of(failure));
  }
}
