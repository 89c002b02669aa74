package org.multihost.migration.qemu.qmp;

/** The beginning of a text that may be too long for a message. */
final class Excerpt {

  private static final int LONGEST = 200;

  private Excerpt() {}

  public static String of(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }
}
