package org.multihost.migration.internal.config.placeholder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders. Only a word in braces, alone or with a colon and a name, is a
 * placeholder or an error: the braces of JSON and of <code>${HOME}</code> are plain text, and two
 * braces, as in <code>{{host}}</code>, stand for one.
 */
public final class PlaceholderText {

  private static final Pattern CANDIDATE =
      Pattern.compile("(?<!\\$)\\{(\\{?)([A-Za-z]+)(?::([^{}\\s\"',]*))?\\}");

  private PlaceholderText() {}

  /**
   * Returns the text with a value in place of each placeholder.
   *
   * @throws IllegalArgumentException if it has an unknown placeholder; the message says what is
   *     allowed
   */
  public static String fill(String text, Function<Placeholder, String> values) {
    StringBuilder filled = new StringBuilder();
    Matcher candidate = CANDIDATE.matcher(text);
    int end = 0;
    while (candidate.find(end)) {
      filled.append(text, end, candidate.start());
      end = candidate.end();
      if (isPlain(candidate)) {
        filled.append(text, candidate.start() + 1, end);
        end += text.startsWith("}", end) ? 1 : 0;
      } else {
        filled.append(values.apply(placeholder(candidate)));
      }
    }
    return filled.append(text, end, text.length()).toString();
  }

  /**
   * Returns the placeholders of a text, in order.
   *
   * @throws IllegalArgumentException as {@link #fill}
   */
  public static List<Placeholder> in(String text) {
    List<Placeholder> found = new ArrayList<>();
    fill(
        text,
        placeholder -> {
          found.add(placeholder);
          return "";
        });
    return found;
  }

  private static boolean isPlain(Matcher candidate) {
    return !candidate.group(1).isEmpty();
  }

  private static Placeholder placeholder(Matcher candidate) {
    return Placeholder.of(candidate.group(2), candidate.group(3));
  }

  /** Returns the placeholders of a text; none if one of them is wrong, which {@link #fill} says. */
  public static List<Placeholder> correct(String text) {
    try {
      return in(text);
    } catch (IllegalArgumentException wrong) {
      return List.of();
    }
  }
}
