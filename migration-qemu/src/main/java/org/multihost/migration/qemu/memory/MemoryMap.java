package org.multihost.migration.qemu.memory;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.multihost.migration.spi.GuestMemory;
import org.multihost.migration.spi.GuestMemory.Range;

/** The memory in a text of QEMU's {@code info mtree -f}: RAM, and ROM, which migrates, too. */
final class MemoryMap {

  private static final Pattern VIEW = Pattern.compile("FlatView #");
  private static final String OF_PROCESSORS = "AS \"memory\"";
  private static final Pattern LINE =
      Pattern.compile("(?m)^ *([0-9a-f]{16})-([0-9a-f]{16}) \\(prio -?\\d+, (?:ram|rom)\\): .*$");

  private MemoryMap() {}

  /** Returns the ranges of whole pages, in the order of their addresses; empty if there is none. */
  static List<Range> parse(String text) {
    return Arrays.stream(VIEW.split(text))
        .filter(view -> view.contains(OF_PROCESSORS))
        .flatMap(view -> LINE.matcher(view).results())
        .map(line -> range(hex(line.group(1)), hex(line.group(2)) + 1))
        .filter(range -> range.length() > 0)
        .toList();
  }

  private static Range range(long from, long end) {
    long page = GuestMemory.PAGE;
    long begin = (from + page - 1) / page * page;
    return new Range(begin, Math.max(0, end / page * page - begin));
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }
}
