package org.multihost.migration.qemu.process;

/** A text as one word of the POSIX shell. */
public final class ShellWord {

  private ShellWord() {}

  /** Quotes a text, with its line ends. */
  public static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
