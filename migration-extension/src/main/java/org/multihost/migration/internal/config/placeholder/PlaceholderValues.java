package org.multihost.migration.internal.config.placeholder;

import java.util.Optional;

/** The values of the placeholders of one VM on one host. */
@FunctionalInterface
public interface PlaceholderValues {

  /**
   * Returns the value; empty if it is not known before the test is invoked.
   *
   * @throws IllegalArgumentException if there is no such argument; the message says what is allowed
   */
  Optional<String> find(Placeholder placeholder);

  /** Returns whether the values of all placeholders in a text are known. */
  default boolean knowsAllIn(String text) {
    return PlaceholderText.correct(text).stream().allMatch(each -> find(each).isPresent());
  }
}
