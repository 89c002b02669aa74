package org.multihost.migration.qemu.guest.console;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text that comes in pieces; of a very long line only the beginning. Not safe for
 * use by several threads.
 */
final class ConsoleLines {

  private static final int LONGEST_LINE = 4096;

  private final StringBuilder line = new StringBuilder();

  /** Appends text; returns the lines that are now complete. */
  List<String> append(CharSequence text) {
    List<String> complete = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        complete.add(line.toString().strip());
        line.setLength(0);
      } else if (line.length() < LONGEST_LINE) {
        line.append(c);
      }
    }
    return complete;
  }

  /** Returns the last line, which is not complete. */
  String rest() {
    return line.toString().strip();
  }
}
