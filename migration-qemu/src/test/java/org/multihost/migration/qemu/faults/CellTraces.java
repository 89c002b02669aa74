package org.multihost.migration.qemu.faults;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The traces that a cell has left.
 *
 * @param conflicts moments when the guest began to run at two hosts
 * @param leftovers what was still there at the end
 * @param said what the hosts said, by their names, also in the class that came after
 */
record CellTraces(List<String> conflicts, List<String> leftovers, Map<String, String> said) {

  /** Enough for the last phases of a migration, a failure and the class that came after. */
  private static final int TAIL = 120;

  /** The last lines of each host, for a person. */
  String tails() {
    return new TreeMap<>(said)
        .entrySet().stream()
            .map(each -> "--- the end of what [%s] said:%n%s".formatted(each.getKey(), tail(each)))
            .collect(Collectors.joining());
  }

  private static String tail(Map.Entry<String, String> host) {
    List<String> lines = host.getValue().lines().toList();
    return lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).stream()
        .map(line -> line + System.lineSeparator())
        .collect(Collectors.joining());
  }
}
