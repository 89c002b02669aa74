package org.multihost.migration.internal.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.multihost.migration.internal.config.text.Names;

/**
 * The value of {@code multihost.debug}: the hosts to debug, each with its debugger port if one is
 * set.
 */
final class DebuggerPorts {

  /** Any free port. */
  static final int ANY = 0;

  private static final Pattern HOST = Pattern.compile("(" + Names.REGEX + ")(?::(\\d{1,5}))?");
  private static final int HIGHEST = 65_535;
  private static final String ALLOWED =
      "NAME or NAME:PORT, several separated by commas, each host and each port once; ports from 1 to "
          + HIGHEST;

  private DebuggerPorts() {}

  /** Returns the port of each host, in the order given. */
  static Map<String, Integer> parse(Setting setting) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (String word : setting.value().split(",")) {
      Matcher matcher = HOST.matcher(word.strip());
      if (!matcher.matches()) {
        throw setting.refuse(ALLOWED);
      }
      String port = matcher.group(2);
      int number = port == null ? ANY : Integer.parseInt(port);
      boolean taken = number != ANY && ports.containsValue(number);
      if (number > HIGHEST
          || (port != null && number == ANY)
          || taken
          || ports.put(matcher.group(1), number) != null) {
        throw setting.refuse(ALLOWED);
      }
    }
    return ports;
  }
}
