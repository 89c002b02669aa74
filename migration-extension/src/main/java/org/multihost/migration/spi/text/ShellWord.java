package org.multihost.migration.spi.text;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A text as one word of the POSIX shell, or as several. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWord() {}

  /**
   * Returns the text in single quotes, its line ends included, or as it is if it has only
   * characters without a meaning for the shell.
   */
  public static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * Splits a text into words: separated by white space, with single quotes, double quotes and
   * backslashes as in the POSIX shell, and without expansions.
   *
   * @throws IllegalArgumentException if a quote is not closed
   */
  public static List<String> split(String text) {
    return new Splitter(text).split();
  }

  private static final class Splitter {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private @Nullable StringBuilder current;
    private int next;

    Splitter(String text) {
      this.text = text;
    }

    List<String> split() {
      while (next < text.length()) {
        char c = text.charAt(next++);
        switch (c) {
          case ' ', '\t', '\n', '\r' -> finish();
          case '\'' -> quoted('\'');
          case '"' -> quoted('"');
          case '\\' -> word().append(next < text.length() ? text.charAt(next++) : c);
          default -> word().append(c);
        }
      }
      finish();
      return List.copyOf(words);
    }

    private void quoted(char quote) {
      StringBuilder word = word();
      while (next < text.length()) {
        char c = text.charAt(next++);
        if (c == quote) {
          return;
        }
        word.append(quote == '"' && c == '\\' && escapes() ? text.charAt(next++) : c);
      }
      throw new IllegalArgumentException("the quote [" + quote + "] is not closed");
    }

    private boolean escapes() {
      return next < text.length() && "\"\\".indexOf(text.charAt(next)) >= 0;
    }

    private StringBuilder word() {
      if (current == null) {
        current = new StringBuilder();
      }
      return current;
    }

    private void finish() {
      if (current != null) {
        words.add(current.toString());
        current = null;
      }
    }
  }
}
