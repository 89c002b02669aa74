package org.multihost.migration.qemu.guest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A look at what a guest writes to its console, for the words of a Linux kernel that has crashed.
 * Not safe for use by several threads.
 */
final class CrashWatch {

  /**
   * As the kernel's {@code panic.c}, {@code bug.h} and {@code traps.c} write them. Its watchdog
   * calls a soft lockup a bug, too, but that guest goes on: its host was too slow for it.
   */
  private static final Pattern CRASH =
      Pattern.compile(
          "Kernel panic - not syncing.*|.*\\bOops: .*|.*\\bBUG: (?!soft lockup).*|.*general protection fault.*");

  private static final int LONGEST_LINE = 4096;

  private final StringBuilder line = new StringBuilder();

  /** Takes more of the text; the line that tells of a crash, if it is complete now. */
  Optional<String> append(CharSequence text) {
    Optional<String> found = Optional.empty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        Matcher matcher = CRASH.matcher(line.toString().strip());
        found = found.isEmpty() && matcher.find() ? Optional.of(matcher.group().strip()) : found;
        line.setLength(0);
      } else if (line.length() < LONGEST_LINE) {
        line.append(c);
      }
    }
    return found;
  }
}
