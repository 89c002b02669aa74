package org.multihost.migration.internal.scenario.environment;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * The console of this host, which shows the progress of a migration. Safe for use by several
 * threads.
 */
public final class HostConsole {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final PrintStream out;
  private final String prefix;

  /** Creates a console that writes to a stream, each line with a prefix. */
  public HostConsole(PrintStream out, String prefix) {
    this.out = out;
    this.prefix = prefix;
  }

  /** Writes a line, with the time. */
  public void say(String text) {
    String time = LocalTime.now().format(TIME);
    text.lines().forEach(line -> out.println(prefix + time + " " + line));
  }
}
