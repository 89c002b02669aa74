package org.multihost.migration.internal.wire;

import java.util.List;
import java.util.Random;

/** Texts that are almost JSON, or almost the record that is expected. */
public final class Mutations {

  private static final List<String> WORDS =
      List.of(
          "null",
          "{}",
          "[]",
          "-1",
          "1e999",
          "99999999999999999999",
          "\"\"",
          "true",
          ",",
          "}",
          "]",
          "\"@type\":\"x\",",
          "\\ud800",
          "\0",
          "漢");

  private Mutations() {}

  /** Such a text, made of one that is right. */
  public static String of(String right, Random random) {
    if (random.nextInt(40) == 0) {
      return "[".repeat(random.nextInt(50_000)) + right;
    }
    StringBuilder text = new StringBuilder(right);
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(6));
      String word = WORDS.get(random.nextInt(WORDS.size()));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.setLength(at);
        case 2 -> text.replace(at, end, word);
        default -> replaceValue(text, at, word);
      }
    }
    return text.toString();
  }

  /** What stands between a colon and the next comma, so that the text often stays JSON. */
  private static void replaceValue(StringBuilder text, int from, String word) {
    int colon = text.indexOf(":", from);
    int comma = text.indexOf(",", colon);
    if (colon >= 0 && comma >= 0) {
      text.replace(colon + 1, comma, word);
    }
  }
}
