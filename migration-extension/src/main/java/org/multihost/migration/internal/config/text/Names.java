package org.multihost.migration.internal.config.text;

import java.util.regex.Pattern;

/** The names of hosts and VMs: one or more letters, digits, {@code -} and {@code _}. */
public final class Names {

  /** The names as a regular expression, for patterns with a name in them. */
  public static final String REGEX = "[A-Za-z0-9_-]+";

  /** The allowed form, for messages. */
  public static final String ALLOWED = "letters, digits, - and _";

  private static final Pattern NAME = Pattern.compile(REGEX);

  private Names() {}

  /** Returns whether a host or a VM may have that name. */
  public static boolean isAllowed(String name) {
    return NAME.matcher(name).matches();
  }
}
