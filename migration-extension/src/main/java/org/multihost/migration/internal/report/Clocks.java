package org.multihost.migration.internal.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.multihost.migration.internal.record.Recorded;

/**
 * The differences between the hosts' clocks, from the barriers: all hosts leave an open barrier at
 * about the same time. The uncertainty of a difference is the spread of these times.
 */
final class Clocks {

  /** The difference of a host's clock from the first host's. */
  record Offset(long millis, long uncertainty) {}

  private final Map<String, Offset> offsets = new HashMap<>();

  /**
   * @param entries the entries of each host; the first host's clock is the reference
   */
  static Clocks of(Map<String, List<Recorded>> entries) {
    Clocks clocks = new Clocks();
    Map<String, Long> reference = Map.of();
    boolean first = true;
    for (Map.Entry<String, List<Recorded>> host : entries.entrySet()) {
      Map<String, Long> openings = openings(host.getValue());
      if (first) {
        reference = openings;
        first = false;
      }
      clocks.offsets.put(host.getKey(), offset(reference, openings));
    }
    return clocks;
  }

  private static Map<String, Long> openings(List<Recorded> entries) {
    Map<String, Long> openings = new LinkedHashMap<>();
    Map<String, Integer> turns = new HashMap<>();
    String test = "";
    for (Recorded entry : entries) {
      if (entry instanceof Recorded.Entered entered) {
        test = entered.id();
      } else if (entry instanceof Recorded.Barrier barrier && barrier.opened()) {
        String name = test + "/" + barrier.name() + barrier.hosts();
        openings.put(
            name + "/" + turns.merge(name, 1, Integer::sum), barrier.at() + barrier.waited());
      }
    }
    return openings;
  }

  private static Offset offset(Map<String, Long> reference, Map<String, Long> openings) {
    List<Long> differences = new ArrayList<>();
    openings.forEach(
        (name, at) -> {
          Long there = reference.get(name);
          if (there != null) {
            differences.add(at - there);
          }
        });
    if (differences.isEmpty()) {
      return new Offset(0, 0);
    }
    Collections.sort(differences);
    int size = differences.size();
    long spread = differences.get(size * 9 / 10 == size ? size - 1 : size * 9 / 10);
    return new Offset(differences.get(size / 2), Math.abs(spread - differences.get(size / 10)));
  }

  Offset of(String host) {
    return offsets.getOrDefault(host, new Offset(0, 0));
  }

  /** Returns a time of a host by the first host's clock; a difference that may be none is none. */
  long corrected(String host, long at) {
    Offset offset = of(host);
    return Math.abs(offset.millis()) <= offset.uncertainty() ? at : at - offset.millis();
  }
}
