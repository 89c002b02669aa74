package org.multihost.migration.internal.jupiter;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The classes and tests, by their unique ids, that this host has entered and left. Safe for use by
 * several threads.
 */
final class Visits {

  private final Map<String, ClassEnd> classes = new ConcurrentHashMap<>();
  private final Map<String, BiConsumer<String, Throwable>> entered = new ConcurrentHashMap<>();
  private final Map<String, Optional<Throwable>> left = new ConcurrentHashMap<>();
  private final Map<String, String> failed = new ConcurrentHashMap<>();

  /** Records that a class was entered: its end reports later failures in it. */
  void enteredClass(String uniqueId, ClassEnd end) {
    classes.put(uniqueId, end);
  }

  /** The end of a class that was entered. */
  Optional<ClassEnd> endOf(String uniqueId) {
    return Optional.ofNullable(classes.get(uniqueId));
  }

  /**
   * Records that a test was entered: the test reports later failures in it.
   *
   * @param failed receives what failed inside the test, and its failure
   */
  void entered(String uniqueId, BiConsumer<String, Throwable> failed) {
    entered.put(uniqueId, failed);
  }

  /**
   * Passes a failure to the entered test that contains its place. JUnit tells no extension of the
   * failure of a dynamic container, nor of one that a dynamic test has outside of its body.
   */
  void failedInside(String uniqueId, String doing, Throwable failure) {
    entered.forEach(
        (test, failed) -> {
          if (uniqueId.startsWith(test + "/")) {
            failed.accept(doing, failure);
          }
        });
  }

  /**
   * Records that a test was left without a failure: a later failure is reported separately.
   *
   * @param abort the exception that aborted the test on this host, if it was aborted
   */
  void left(String uniqueId, Optional<Throwable> abort) {
    entered.remove(uniqueId);
    left.put(uniqueId, abort);
  }

  /** Whether the test was left without a failure. */
  boolean hasLeft(String uniqueId) {
    return left.containsKey(uniqueId);
  }

  /** Whether the test was left with that abort. */
  boolean hasLeftWith(String uniqueId, Throwable abort) {
    return left.getOrDefault(uniqueId, Optional.empty()).filter(each -> each == abort).isPresent();
  }

  /** Records what a host was doing when a class or a container in it failed or aborted first. */
  void failedIn(String uniqueId, String doing) {
    failed.putIfAbsent(uniqueId, doing);
  }

  /**
   * Returns the part of a class, a test or a container in which it failed, as text: known from its
   * failure, or from what has been entered and left of it.
   */
  String partOf(String uniqueId) {
    String inside = uniqueId + "/";
    boolean begun =
        hasEntered(uniqueId)
            || hasLeft(uniqueId)
            || Stream.concat(entered.keySet().stream(), left.keySet().stream())
                .anyMatch(each -> each.startsWith(inside));
    return failed.getOrDefault(uniqueId, begun ? "the end" : "the set-up");
  }

  /**
   * Whether the class or test was entered; for a dynamic test, whether the test that contains it
   * was.
   */
  boolean hasEntered(String uniqueId) {
    return classes.containsKey(uniqueId)
        || entered.keySet().stream().anyMatch(uniqueId::startsWith);
  }

  /**
   * Removes a class or test, with everything in it, when it begins, which may be a repeated run.
   */
  void forget(String uniqueId) {
    classes.remove(uniqueId);
    entered.keySet().removeIf(each -> each.startsWith(uniqueId));
    left.keySet().removeIf(each -> each.startsWith(uniqueId));
    failed.keySet().removeIf(each -> each.startsWith(uniqueId));
  }
}
