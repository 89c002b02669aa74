package org.multihost.migration.internal.config;

import java.time.Duration;
import java.util.List;

/**
 * The timeouts of a run. The defaults of {@code login}, {@code disks}, {@code migration} and {@code
 * finish} are those of avocado-vt.
 *
 * @param join for all hosts to enter a class
 * @param barrier of a barrier in the test's own code
 * @param login for a guest to offer a shell
 * @param command of a command in a guest
 * @param disks for preparing the disks, per VM
 * @param migration of the phase MIGRATE
 * @param finish of every other wait between hosts, per VM
 * @param handoff for a value or an endpoint of another host
 * @param ownCode of the test's own code on one host (the test method, a step, a hook) while other
 *     hosts wait for it
 * @param cleanUp of the user's clean-up after a test, after a migration, or after the class
 * @param silence time without a heartbeat after which a process counts as lost
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

  /**
   * The time that a waiting host adds to the timeout of the step that it waits for, so that the
   * step's own error is reported first.
   */
  public static final Duration SLACK = Duration.ofSeconds(15);

  /**
   * Lists the timeouts that must be equal on every host, for a message: a step must not take longer
   * on one host than another host waits for it.
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

  /** Parses {@code silence}; refuses less than 1 s, for a busy host alone would count as lost. */
  static Duration silence(Setting setting) {
    Duration silence = setting.duration();
    if (silence.compareTo(Duration.ofSeconds(1)) < 0) {
      throw setting.refuse("at least [1 s]");
    }
    return silence;
  }

  static Timeouts read(Settings settings) {
    return new Timeouts(
        RunSettings.TIMEOUT_JOIN.read(settings),
        RunSettings.TIMEOUT_BARRIER.read(settings),
        RunSettings.TIMEOUT_LOGIN.read(settings),
        RunSettings.TIMEOUT_COMMAND.read(settings),
        RunSettings.TIMEOUT_DISKS.read(settings),
        RunSettings.TIMEOUT_MIGRATION.read(settings),
        RunSettings.TIMEOUT_FINISH.read(settings),
        RunSettings.TIMEOUT_HANDOFF.read(settings),
        RunSettings.TIMEOUT_CODE.read(settings),
        RunSettings.TIMEOUT_CLEANUP.read(settings),
        RunSettings.TIMEOUT_SILENCE.read(settings));
  }
}
