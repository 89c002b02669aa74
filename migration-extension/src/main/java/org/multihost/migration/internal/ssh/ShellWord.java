package org.multihost.migration.internal.ssh;

import java.util.regex.Pattern;

/** A text as one word of the POSIX shell. */
public final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWord() {}

  /** Quotes a text, unless it has only characters without a meaning for the shell. */
  public static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
