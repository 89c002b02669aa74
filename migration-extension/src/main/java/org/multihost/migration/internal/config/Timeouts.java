package org.multihost.migration.internal.config;

import java.time.Duration;
import java.util.List;

/**
 * The deadlines of a run; the defaults follow the ancestor's.
 *
 * @param join until all hosts have come to a class
 * @param barrier of a barrier in the test's own code
 * @param login until a guest offers a shell
 * @param command of a command in a guest
 * @param disks to prepare the disks, per machine
 * @param migration of the phase MIGRATE
 * @param finish of every other meeting, per machine
 * @param handoff until a value or an endpoint is handed over
 * @param ownCode of code of the test's own on one host (the test method, a step, a hook), while
 *     other hosts wait for it
 * @param cleanUp of the user's clean-up after a test, after a migration, or after the class
 * @param silence how long a process may give no sign of life before it is taken for lost
 */
public record Timeouts(
    Duration join,
    Duration barrier,
    Duration login,
    Duration command,
    Duration disks,
    Duration migration,
    Duration finish,
    Duration handoff,
    Duration ownCode,
    Duration cleanUp,
    Duration silence) {

  private static final String SILENCE = "multihost.timeout.silence";

  /**
   * What a host that waits adds to the timeout of the step that it waits for, so that the step's
   * own error comes first.
   */
  public static final Duration SLACK = Duration.ofSeconds(15);

  /**
   * What must be the same on every host, for a person to compare: a step must not take longer on
   * one host than another one waits for it.
   */
  public List<String> facts() {
    return List.of(
        fact("barrier", barrier),
        fact("login", login),
        fact("disks", disks),
        fact("migration", migration),
        fact("finish", finish),
        fact("handoff", handoff),
        fact("code", ownCode),
        fact("cleanup", cleanUp),
        fact("silence", silence));
  }

  private static String fact(String name, Duration limit) {
    return "multihost.timeout.%s [%s]".formatted(name, Durations.format(limit));
  }

  /** Shorter, a busy machine alone would look like a loss. */
  private static Duration silence(Settings settings) {
    Duration silence = settings.duration(SILENCE, Duration.ofSeconds(7));
    if (silence.compareTo(Duration.ofSeconds(1)) < 0) {
      throw settings.find(SILENCE).orElseThrow().refuse("at least [1 s]");
    }
    return silence;
  }

  static Timeouts read(Settings settings) {
    return new Timeouts(
        settings.duration("multihost.timeout.join", Duration.ofMinutes(5)),
        settings.duration("multihost.timeout.barrier", Duration.ofSeconds(240)),
        settings.duration("multihost.timeout.login", Duration.ofSeconds(360)),
        settings.duration("multihost.timeout.command", Duration.ofSeconds(60)),
        settings.duration("multihost.timeout.disks", Duration.ofSeconds(160)),
        settings.duration("multihost.timeout.migration", Duration.ofSeconds(3600)),
        settings.duration("multihost.timeout.finish", Duration.ofSeconds(120)),
        settings.duration("multihost.timeout.handoff", Duration.ofSeconds(240)),
        settings.duration("multihost.timeout.code", Duration.ofSeconds(3600)),
        settings.duration("multihost.timeout.cleanup", Duration.ofSeconds(300)),
        silence(settings));
  }
}
