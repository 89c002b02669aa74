package org.multihost.migration.qemu.guest.session;

/** A text quoted as one word of the POSIX shell, on a single line. */
final class ShellWord {

  private ShellWord() {}

  /**
   * Quotes a text of a single line for any shell; a line end becomes {@code "$NL"}, a variable that
   * the agent has.
   */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''").replace("\n", "'\"$NL\"'") + "'";
  }

  /** Quotes a text for any shell, over as many lines as it has. */
  static String quoteLines(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
