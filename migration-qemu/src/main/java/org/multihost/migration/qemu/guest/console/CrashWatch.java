package org.multihost.migration.qemu.guest.console;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A detector of Linux kernel crashes in the text of a guest's console. Not safe for use by several
 * threads.
 *
 * <p>A program can print the same words. The difference is the time stamp at the beginning of each
 * kernel message ({@code printk.time}, on in every distribution): once a console has shown one,
 * only a crash after a time stamp counts, except a panic.
 */
final class CrashWatch {

  /** With {@code CONFIG_PRINTK_CALLER} the task or processor follows. */
  private static final String TIME = "\\[ *\\d+\\.\\d+\\](?:\\[ *[CT]\\d+\\])? ";

  private static final String PANIC = "Kernel panic - not syncing.*";

  /**
   * The messages of {@code bug.h}, {@code fault.c} and each architecture's {@code die()}; the
   * latter always ends with the count of deaths, {@code [#1]}, unlike a message about a faulting
   * program. A lockup and an odd topology are called bugs, too, but such a guest continues: its
   * host was too slow for it.
   */
  private static final String DEATH =
      "BUG: (?!(?:soft|workqueue|spinlock) lockup|arch topology).*"
          + "|kernel BUG at .*"
          + "|.*(?:: [0-9a-f]+(?: ilc:\\d)?|Oops|Kernel BUG) \\[#\\d+\\].*";

  private static final Pattern STAMPED = Pattern.compile(TIME);
  private static final Pattern CRASH_STAMPED =
      Pattern.compile(TIME + "(?<crash>" + PANIC + "|" + DEATH + ")");
  private static final Pattern CRASH_BARE =
      Pattern.compile("^(?<crash>" + PANIC + "|" + DEATH + ")");
  private static final Pattern PANIC_BARE = Pattern.compile("^(?<crash>" + PANIC + ")");

  private static final int LONGEST_LINE = 4096;

  private final StringBuilder line = new StringBuilder();
  private boolean stamped;
  private @Nullable String first;

  /** Appends text; returns the line that reports a crash, if it is now complete. */
  public Optional<String> append(CharSequence text) {
    Optional<String> found = Optional.empty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        Optional<String> crash = crash();
        found = found.or(() -> crash);
        stamped |= STAMPED.matcher(line).find();
        line.setLength(0);
      } else if (line.length() < LONGEST_LINE) {
        line.append(c);
      }
    }
    if (first == null) {
      first = found.orElse(null);
    }
    return found;
  }

  /** Returns the first crash so far, also from an incomplete line. */
  Optional<String> found() {
    return Optional.ofNullable(first).or(this::crash);
  }

  private Optional<String> crash() {
    String text = line.toString().strip();
    Matcher matcher = CRASH_STAMPED.matcher(text);
    if (!matcher.find()) {
      matcher = (stamped ? PANIC_BARE : CRASH_BARE).matcher(text);
      if (!matcher.find()) {
        return Optional.empty();
      }
    }
    return Optional.of(matcher.group("crash").strip());
  }
}
