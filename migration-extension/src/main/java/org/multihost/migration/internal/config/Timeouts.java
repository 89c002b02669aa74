package org.multihost.migration.internal.config;

import java.time.Duration;
import java.util.List;
import org.multihost.migration.internal.config.SettingDeclaration.Default;
import org.multihost.migration.internal.config.SettingDeclaration.Place;
import org.multihost.migration.internal.config.text.Durations;

/**
 * The timeouts of a run, with their declarations. The defaults of {@code login}, {@code disks},
 * {@code migration} and {@code finish} are those of avocado-vt.
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

  private static final SettingDeclaration<Duration> JOIN =
      ofRun("join", Duration.ofMinutes(5), "waiting for all hosts to start");

  private static final SettingDeclaration<Duration> BARRIER =
      ofRun("barrier", Duration.ofSeconds(240), "waiting at a barrier of the test's own");

  private static final SettingDeclaration<Duration> LOGIN =
      ofMigration("login", Duration.ofSeconds(360), "waiting for a guest's login");

  private static final SettingDeclaration<Duration> COMMAND =
      ofRun("command", Duration.ofSeconds(60), "a command in the guest");

  private static final SettingDeclaration<Duration> DISKS =
      ofMigration("disks", Duration.ofSeconds(160), "preparing the disks, for each VM");

  private static final SettingDeclaration<Duration> HANDOFF =
      ofMigration(
          "handoff", Duration.ofSeconds(240), "waiting for a value or an endpoint of another host");

  private static final SettingDeclaration<Duration> CODE =
      ofMigration(
          "code",
          Duration.ofHours(1),
          "code of the test's own on one host (a method, a step, a hook) while other hosts wait for it");

  private static final SettingDeclaration<Duration> CLEANUP =
      ofMigration(
          "cleanup",
          Duration.ofMinutes(5),
          "the user's clean-up after a test or a migration; then it is interrupted");

  private static final SettingDeclaration<Duration> SILENCE =
      new SettingDeclaration<>(
          key("silence"),
          SettingType.of("duration, 1 s at least", Timeouts::silence),
          Default.of(Duration.ofSeconds(7)),
          "how long a process may miss its heartbeats before it counts as lost; the heartbeat interval is a seventh of it; the same on all hosts",
          Place.RUN);

  private static final SettingDeclaration<Duration> MIGRATION =
      ofMigration("migration", Duration.ofHours(1), "one migration");

  private static final SettingDeclaration<Duration> FINISH =
      ofMigration("finish", Duration.ofSeconds(120), "finishing, for each VM");

  static final List<SettingDeclaration<?>> ALL =
      List.of(
          JOIN, BARRIER, LOGIN, COMMAND, DISKS, HANDOFF, CODE, CLEANUP, SILENCE, MIGRATION, FINISH);

  /**
   * The time that a waiting host adds to the timeout of the step that it waits for, so that the
   * step's own error is reported first.
   */
  public static final Duration SLACK = Duration.ofSeconds(15);

  private static String key(String name) {
    return "multihost.timeout." + name;
  }

  /** Declares a timeout that no migration has of its own: nothing in a migration reads it. */
  private static SettingDeclaration<Duration> ofRun(
      String name, Duration otherwise, String meaning) {
    return declared(name, otherwise, meaning, Place.RUN);
  }

  private static SettingDeclaration<Duration> ofMigration(
      String name, Duration otherwise, String meaning) {
    return declared(name, otherwise, meaning, Place.RUN_OR_MIGRATION);
  }

  private static SettingDeclaration<Duration> declared(
      String name, Duration otherwise, String meaning, Place place) {
    return new SettingDeclaration<>(
        key(name), SettingType.duration(), Default.of(otherwise), meaning, place);
  }

  /**
   * Lists the timeouts that must be equal on every host, for a message: a step must not take longer
   * on one host than another host waits for it.
   */
  public List<String> facts() {
    return List.of(
        fact(BARRIER, barrier),
        fact(LOGIN, login),
        fact(DISKS, disks),
        fact(MIGRATION, migration),
        fact(FINISH, finish),
        fact(HANDOFF, handoff),
        fact(CODE, ownCode),
        fact(CLEANUP, cleanUp),
        fact(SILENCE, silence));
  }

  private static String fact(SettingDeclaration<Duration> declaration, Duration limit) {
    return "%s [%s]".formatted(declaration.key(), Durations.format(limit));
  }

  /** Parses {@code silence}; refuses less than 1 s, for a busy host alone would count as lost. */
  private static Duration silence(Setting setting) {
    Duration silence = setting.duration();
    if (silence.compareTo(Duration.ofSeconds(1)) < 0) {
      throw setting.refuse("at least [1 s]");
    }
    return silence;
  }

  static Timeouts read(Settings settings) {
    return new Timeouts(
        settings.get(JOIN),
        settings.get(BARRIER),
        settings.get(LOGIN),
        settings.get(COMMAND),
        settings.get(DISKS),
        settings.get(MIGRATION),
        settings.get(FINISH),
        settings.get(HANDOFF),
        settings.get(CODE),
        settings.get(CLEANUP),
        settings.get(SILENCE));
  }
}
