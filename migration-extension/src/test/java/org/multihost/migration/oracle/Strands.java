package org.multihost.migration.oracle;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strands of a {@link VirtualTime} that have begun and not ended, in that order. Without
 * collections of those that are ready: a run asks hundreds of times.
 */
final class Strands {

  private final Set<Strand> strands = new LinkedHashSet<>();

  void add(Strand strand) {
    strands.add(strand);
  }

  void remove(Strand strand) {
    strands.remove(strand);
  }

  boolean isEmpty() {
    return strands.isEmpty();
  }

  /**
   * How many can go on.
   *
   * @param all whether all can, as all waits have ended
   */
  int ready(long now, boolean all) {
    int count = 0;
    for (Strand each : strands) {
      count += all || each.isReady(now) ? 1 : 0;
    }
    return count;
  }

  /** One of those that can go on, by its number. */
  Strand ready(int number, long now, boolean all) {
    int left = number;
    for (Strand each : strands) {
      if ((all || each.isReady(now)) && left-- == 0) {
        return each;
      }
    }
    throw new IllegalArgumentException("No strand [" + number + "] is ready");
  }

  /** The earliest deadline of any. */
  long soonest() {
    long soonest = Long.MAX_VALUE;
    for (Strand each : strands) {
      soonest = Math.min(soonest, each.deadline());
    }
    return soonest;
  }

  String described(@Nullable Strand current) {
    StringBuilder text = new StringBuilder();
    for (Strand each : strands) {
      text.append(each == current ? "runs: " : "waits: ").append(each.described());
    }
    return text.toString();
  }
}
