package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Command-line arguments in one text, quoted as in a shell. */
@API(status = INTERNAL)
public final class ArgumentText {

  private final String text;
  private final List<String> arguments = new ArrayList<>();
  private @Nullable StringBuilder current;
  private int next;

  private ArgumentText(String text) {
    this.text = text;
  }

  /**
   * Splits the text into arguments: separated by white space, with single quotes, double quotes and
   * backslashes as in the POSIX shell, and without expansions.
   *
   * @throws IllegalArgumentException if a quote is not closed
   */
  public static List<String> split(String text) {
    return new ArgumentText(text).split();
  }

  private List<String> split() {
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
    return List.copyOf(arguments);
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
      arguments.add(current.toString());
      current = null;
    }
  }
}
