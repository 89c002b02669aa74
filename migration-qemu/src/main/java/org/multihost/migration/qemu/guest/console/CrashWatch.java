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
  static final String TIME = "\\[ *\\d+\\.\\d+\\](?:\\[ *[CT]\\d+\\])? ";

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

  private final CrashPatterns own;
  private final ConsoleLines lines = new ConsoleLines();
  private boolean stamped;
  private @Nullable String first;

  CrashWatch(CrashPatterns own) {
    this.own = own;
  }

  /** Appends text; returns the line that reports a crash, if it is now complete. */
  public Optional<String> append(CharSequence text) {
    Optional<String> found = Optional.empty();
    for (String line : lines.append(text)) {
      found = found.or(() -> crash(line));
      stamped |= STAMPED.matcher(line).find();
    }
    if (first == null) {
      first = found.orElse(null);
    }
    return found;
  }

  /**
   * Returns the first crash so far, also from an incomplete line, unless its end may still say that
   * it is none.
   */
  Optional<String> found() {
    return Optional.ofNullable(first)
        .or(() -> own.none().isPresent() ? Optional.empty() : crash(lines.rest()));
  }

  private Optional<String> crash(String line) {
    if (matches(own.none(), line)) {
      return Optional.empty();
    }
    return matches(own.more(), line) ? Optional.of(line) : crashOfLinux(line);
  }

  private static boolean matches(Optional<Pattern> pattern, String line) {
    return pattern.filter(each -> each.matcher(line).find()).isPresent();
  }

  private Optional<String> crashOfLinux(String line) {
    Matcher matcher = CRASH_STAMPED.matcher(line);
    if (!matcher.find()) {
      matcher = (stamped ? PANIC_BARE : CRASH_BARE).matcher(line);
      if (!matcher.find()) {
        return Optional.empty();
      }
    }
    return Optional.of(matcher.group("crash").strip());
  }
}
