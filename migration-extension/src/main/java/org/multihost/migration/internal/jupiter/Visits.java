package org.multihost.migration.internal.jupiter;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes and tests, by their unique ids, that this host has entered and left. Safe for use by
 * several threads.
 */
final class Visits {

  private final Map<String, ClassEnd> classes = new ConcurrentHashMap<>();
  private final Set<String> entered = ConcurrentHashMap.newKeySet();
  private final Map<String, Optional<Throwable>> left = new ConcurrentHashMap<>();

  /** Notes that a class was entered: what fails in it then is made known there. */
  void enteredClass(String uniqueId, ClassEnd end) {
    classes.put(uniqueId, end);
  }

  /** The end of a class that was entered. */
  Optional<ClassEnd> endOf(String uniqueId) {
    return Optional.ofNullable(classes.get(uniqueId));
  }

  /** Notes that a test was entered: what fails in it then is made known there. */
  void entered(String uniqueId) {
    entered.add(uniqueId);
  }

  /**
   * Notes that a test was left without a failure: what fails in it later is reported for itself.
   *
   * @param abort what it has ended with on this host, if it was aborted
   */
  void left(String uniqueId, Optional<Throwable> abort) {
    entered.remove(uniqueId);
    left.put(uniqueId, abort);
  }

  /** Whether that test was left without a failure. */
  boolean hasLeft(String uniqueId) {
    return left.containsKey(uniqueId);
  }

  /** Whether that test was left with that abort. */
  boolean hasLeftWith(String uniqueId, Throwable abort) {
    return left.getOrDefault(uniqueId, Optional.empty()).filter(abort::equals).isPresent();
  }

  /** Whether that class or test was entered, or the test that it is a dynamic part of. */
  boolean hasEntered(String uniqueId) {
    return classes.containsKey(uniqueId) || entered.stream().anyMatch(uniqueId::startsWith);
  }

  /** A class or test begins, perhaps once more: neither it nor what is in it has been entered. */
  void forget(String uniqueId) {
    classes.remove(uniqueId);
    entered.removeIf(each -> each.startsWith(uniqueId));
    left.keySet().removeIf(each -> each.startsWith(uniqueId));
  }
}
