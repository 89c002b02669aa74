package org.multihost.migration.spi.text;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** The known name that an unknown one may stand for. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class NearestName {

  private NearestName() {}

  /**
   * Returns the name that needs the fewest changes of a letter; capital and small letters are
   * alike. The first one of several; empty if no name is known.
   */
  public static Optional<String> to(String name, Stream<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return known.min(
        Comparator.comparingInt(each -> distance(each.toLowerCase(Locale.ROOT), wanted)));
  }

  /** Returns the same name if at most one letter in three has to be changed, else nothing. */
  public static Optional<String> similar(String name, Stream<String> known) {
    return to(name, known)
        .filter(
            each ->
                distance(each.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
                    <= Math.max(1, name.length() / 3));
  }

  /** The Levenshtein distance. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
