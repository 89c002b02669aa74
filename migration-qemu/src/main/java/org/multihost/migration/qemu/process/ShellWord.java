package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.INTERNAL;

import org.apiguardian.api.API;

/** A text as one word of the POSIX shell. */
@API(status = INTERNAL)
public final class ShellWord {

  private ShellWord() {}

  /** Quotes a text, with its line ends. */
  public static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
