package org.multihost.migration.spi.text;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apiguardian.api.API;

/** A regular expression of Java in a setting. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class RegularExpression {

  private RegularExpression() {}

  /**
   * Compiles a text.
   *
   * @throws IllegalArgumentException if it is no regular expression; the message has the reason
   *     and, if it is known, the place of the fault in the text
   */
  public static Pattern compile(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(wrong.getDescription() + place(text, wrong), wrong);
    }
  }

  /** A person counts from 1; the parser names the last character that it read, or the one after. */
  private static String place(String text, PatternSyntaxException wrong) {
    int index = Math.min(wrong.getIndex(), text.length());
    return index < 0
        ? ""
        : " at character [%d], after [%s]".formatted(index + 1, text.substring(0, index));
  }
}
