package org.multihost.migration.memory;

import java.time.Duration;

/**
 * The answer of a guest's shell to a command.
 *
 * @param exitCode the exit status
 * @param output what it writes
 * @param takes how long it runs
 */
public record Answer(int exitCode, String output, Duration takes) {

  /** Success at once, without a word. */
  public static final Answer SILENT = of(0, "");

  /** An answer at once. */
  public static Answer of(int exitCode, String output) {
    return new Answer(exitCode, output, Duration.ZERO);
  }

  /** The same after some time. */
  public Answer after(Duration time) {
    return new Answer(exitCode, output, time);
  }
}
