package org.multihost.migration.internal.scenario.proof;

import java.util.HexFormat;
import java.util.stream.Collectors;
import org.multihost.migration.internal.scenario.proof.Exchanged.Differences;
import org.multihost.migration.internal.scenario.proof.Exchanged.Page;

/** The difference between the two sides of a guest's memory, in words. */
public final class MemoryDifference extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int WORD = Long.BYTES;

  MemoryDifference(String what) {
    super(what);
  }

  static MemoryDifference of(Differences differences, MemorySums here) {
    String pages =
        differences.first().stream()
            .map(page -> text(page, here.page(page.address())))
            .collect(Collectors.joining("; "));
    return new MemoryDifference(
        "[%d] pages differ, the first at %s".formatted(differences.count(), pages));
  }

  /** The first word of a page that differs. */
  private static String text(Page there, byte[] here) {
    int at = 0;
    while (at < here.length && here[at] == there.content()[at]) {
      at++;
    }
    int word = Math.min(at, here.length - 1) / WORD * WORD;
    HexFormat hex = HexFormat.of();
    return "[0x%x], where the source has [%s] and the destination [%s]"
        .formatted(
            there.address() + word,
            hex.formatHex(there.content(), word, word + WORD),
            hex.formatHex(here, word, word + WORD));
  }
}
