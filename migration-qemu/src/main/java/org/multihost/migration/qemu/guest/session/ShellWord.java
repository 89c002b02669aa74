package org.multihost.migration.qemu.guest.session;

/** A text quoted as one word of the POSIX shell, on a single line. */
final class ShellWord {

  private ShellWord() {}

  /**
   * Quotes a text on a single line, for the agent's shell; a line end becomes {@code "$NL"}, a
   * variable of the agent.
   */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''").replace("\n", "'\"$NL\"'") + "'";
  }

  /** Quotes a text for any shell, with its line ends. */
  static String quoteLines(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
