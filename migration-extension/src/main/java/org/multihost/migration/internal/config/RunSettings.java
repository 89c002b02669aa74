package org.multihost.migration.internal.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.multihost.migration.internal.config.SettingDeclaration.Place;
import org.multihost.migration.spi.PortRange;

/**
 * The declarations of all settings but those of VMs and drivers. {@link Settings} reads them,
 * {@link SettingNames} knows their names, and {@code docs/settings.md} lists them.
 */
final class RunSettings {

  static final SettingDeclaration<Optional<Setting>> HOST =
      new SettingDeclaration<>(
          "multihost.host",
          SettingType.raw("a host of `multihost.hosts`"),
          new SettingDefault<>("–", Optional.empty()),
          "the host that this JVM is; if it is not set, all hosts run on this computer",
          Place.RUN);

  static final SettingDeclaration<Optional<Setting>> HOSTS =
      new SettingDeclaration<>(
          "multihost.hosts",
          SettingType.raw("`name=address[:port],…`"),
          new SettingDefault<>("–", Optional.empty()),
          "the hosts and their addresses; the port is allowed for the first host only",
          Place.RUN);

  static final SettingDeclaration<Integer> PORT =
      new SettingDeclaration<>(
          "multihost.port",
          SettingType.of("1 to 65535", s -> s.wholeNumber(1, 65_535)),
          new SettingDefault<>("`13234`", 13_234),
          "the coordinator's port on the first host",
          Place.RUN);

  static final SettingDeclaration<Optional<String>> SECRET =
      new SettingDeclaration<>(
          "multihost.secret",
          SettingType.text("text"),
          new SettingDefault<>("–", Optional.empty()),
          "the secret of the run, the same on all hosts; better as `MULTIHOST_SECRET`",
          Place.RUN);

  static final SettingDeclaration<Settings.Launch> LAUNCH =
      new SettingDeclaration<>(
          "multihost.launch",
          SettingType.of("`local`", s -> s.oneOf(Settings.Launch.class)),
          new SettingDefault<>("`local`", Settings.Launch.LOCAL),
          "how the hosts are started if `multihost.host` is not set",
          Place.RUN);

  static final SettingDeclaration<Settings.MissingHosts> MISSING_HOSTS =
      new SettingDeclaration<>(
          "multihost.missing-hosts",
          SettingType.of("`fail`, `skip`", s -> s.oneOf(Settings.MissingHosts.class)),
          new SettingDefault<>("`fail`", Settings.MissingHosts.FAIL),
          "what happens to a class that names a host which `multihost.hosts` does not have",
          Place.RUN);

  static final SettingDeclaration<Map<String, Integer>> DEBUG =
      new SettingDeclaration<>(
          "multihost.debug",
          SettingType.of("`name[:port],…`", DebuggerPorts::parse),
          new SettingDefault<>("–", Map.of()),
          "the hosts whose JVMs wait for a debugger",
          Place.RUN);

  static final SettingDeclaration<List<String>> WORKER_JVM_ARGUMENTS =
      new SettingDeclaration<>(
          "multihost.worker.jvm-arguments",
          SettingType.words("arguments"),
          new SettingDefault<>("–", List.of()),
          "more arguments for the hosts' JVMs in local mode",
          Place.RUN);

  static final SettingDeclaration<Optional<Path>> REPORT_DIR =
      new SettingDeclaration<>(
          "multihost.report.dir",
          SettingType.of("path", s -> Optional.of(s.path())),
          new SettingDefault<>(
              "`target/multihost`; `build/multihost` with Gradle; else `multihost-reports`",
              Optional.empty()),
          "where the logs go",
          Place.RUN);

  static final SettingDeclaration<Optional<Path>> DISKS_DIR =
      new SettingDeclaration<>(
          "multihost.disks.dir",
          SettingType.of("path", s -> Optional.of(s.path())),
          new SettingDefault<>("`disks` in `multihost.report.dir`", Optional.empty()),
          "where clones of disks go; all hosts must see it under this path",
          Place.RUN);

  static final SettingDeclaration<DiskSettings.Keep> KEEP =
      new SettingDeclaration<>(
          "multihost.keep",
          SettingType.of("`never`, `on-failure`", s -> s.oneOf(DiskSettings.Keep.class)),
          new SettingDefault<>("`never`", DiskSettings.Keep.NEVER),
          "whether a failed test's cloned disks, the file that a VM was saved to, and a script that starts the VM again are kept",
          Place.RUN);

  static final SettingDeclaration<Duration> PROGRESS_INTERVAL =
      new SettingDeclaration<>(
          "multihost.progress.interval",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`1 s`", Duration.ofSeconds(1)),
          "the interval of progress samples; also of the checks for a stopped VM process, and of the probes of a guest that does not answer",
          Place.RUN);

  static final SettingDeclaration<Duration> PROGRESS_MOMENT_INTERVAL =
      new SettingDeclaration<>(
          "multihost.progress.moment-interval",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`10 ms`", Duration.ofMillis(10)),
          "the interval of progress samples while a test waits for `during(percent(…))` or `cancelWhen`",
          Place.RUN);

  static final SettingDeclaration<Optional<String>> MIGRATION_ADDRESS =
      new SettingDeclaration<>(
          "multihost.migration.address",
          SettingType.text("address"),
          new SettingDefault<>("the host's address in `multihost.hosts`", Optional.empty()),
          "the address that this host offers for migrations",
          Place.RUN);

  static final SettingDeclaration<PortRange> MIGRATION_PORTS =
      new SettingDeclaration<>(
          "multihost.migration.ports",
          SettingType.of("port or range, `49152-49215`", Setting::portRange),
          new SettingDefault<>("any", PortRange.ANY),
          "the ports that this host listens on for migrations over `tcp`, `fd` and `rdma`",
          Place.RUN);

  static final SettingDeclaration<Transports.Word> MIGRATION_TRANSPORT =
      new SettingDeclaration<>(
          "multihost.migration.transport",
          SettingType.of(
              "`tcp`, `unix`, `exec`, `fd`, `rdma`", s -> s.oneOf(Transports.Word.class)),
          new SettingDefault<>("`tcp`", Transports.Word.TCP),
          "the default transport",
          Place.RUN);

  static final SettingDeclaration<Optional<String>> MIGRATION_EXEC_SOURCE =
      new SettingDeclaration<>(
          "multihost.migration.exec.source",
          SettingType.text("command"),
          new SettingDefault<>("`cat > {pipe}`", Optional.empty()),
          "the source's command of `exec`, with `{pipe}` and `{address}`",
          Place.RUN);

  static final SettingDeclaration<Optional<String>> MIGRATION_EXEC_DESTINATION =
      new SettingDeclaration<>(
          "multihost.migration.exec.destination",
          SettingType.text("command"),
          new SettingDefault<>("`cat {pipe}`", Optional.empty()),
          "the destination's command of `exec`; set both commands or neither",
          Place.RUN);

  static final SettingDeclaration<Optional<Setting>> SSH =
      new SettingDeclaration<>(
          "multihost.ssh",
          SettingType.raw("`[user@]address[:port]`"),
          new SettingDefault<>("–", Optional.empty()),
          "how a host is reached by SSH, to send it the file of a migration through a file; `address` may be a name of `~/.ssh/config`",
          Place.RUN_OR_HOST);

  static final SettingDeclaration<Optional<Setting>> SSH_IDENTITY =
      new SettingDeclaration<>(
          "multihost.ssh.identity",
          SettingType.raw("path"),
          new SettingDefault<>("as `ssh` is configured", Optional.empty()),
          "the private key",
          Place.RUN_OR_HOST);

  static final SettingDeclaration<Optional<Setting>> SSH_KNOWN_HOSTS =
      new SettingDeclaration<>(
          "multihost.ssh.known-hosts",
          SettingType.raw("path"),
          new SettingDefault<>("`~/.ssh/known_hosts`", Optional.empty()),
          "the file with the server's key; another server is refused",
          Place.RUN_OR_HOST);

  static final SettingDeclaration<Duration> TIMEOUT_JOIN =
      new SettingDeclaration<>(
          "multihost.timeout.join",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`5 min`", Duration.ofMinutes(5)),
          "waiting for all hosts to start",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_BARRIER =
      new SettingDeclaration<>(
          "multihost.timeout.barrier",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`240 s`", Duration.ofSeconds(240)),
          "waiting at a barrier of the test's own",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_LOGIN =
      new SettingDeclaration<>(
          "multihost.timeout.login",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`360 s`", Duration.ofSeconds(360)),
          "waiting for a guest's login",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_COMMAND =
      new SettingDeclaration<>(
          "multihost.timeout.command",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`60 s`", Duration.ofSeconds(60)),
          "a command in the guest",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_DISKS =
      new SettingDeclaration<>(
          "multihost.timeout.disks",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`160 s`", Duration.ofSeconds(160)),
          "preparing the disks, for each VM",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_HANDOFF =
      new SettingDeclaration<>(
          "multihost.timeout.handoff",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`240 s`", Duration.ofSeconds(240)),
          "waiting for a value or an endpoint of another host",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_CODE =
      new SettingDeclaration<>(
          "multihost.timeout.code",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`3600 s`", Duration.ofSeconds(3600)),
          "code of the test's own on one host (a method, a step, a hook) while other hosts wait for it",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_CLEANUP =
      new SettingDeclaration<>(
          "multihost.timeout.cleanup",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`300 s`", Duration.ofSeconds(300)),
          "the user's clean-up after a test or a migration; then it is interrupted",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_SILENCE =
      new SettingDeclaration<>(
          "multihost.timeout.silence",
          SettingType.of("duration, 1 s at least", Timeouts::silence),
          new SettingDefault<>("`7 s`", Duration.ofSeconds(7)),
          "how long a process may miss its heartbeats before it counts as lost; the heartbeat interval is a seventh of it; the same on all hosts",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_MIGRATION =
      new SettingDeclaration<>(
          "multihost.timeout.migration",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`3600 s`", Duration.ofSeconds(3600)),
          "one migration",
          Place.RUN_OR_MIGRATION);

  static final SettingDeclaration<Duration> TIMEOUT_FINISH =
      new SettingDeclaration<>(
          "multihost.timeout.finish",
          SettingType.of("duration", Setting::duration),
          new SettingDefault<>("`120 s`", Duration.ofSeconds(120)),
          "finishing, for each VM",
          Place.RUN_OR_MIGRATION);

  /** The settings of a run. */
  static final List<SettingDeclaration<?>> OF_RUN =
      List.of(
          HOST,
          HOSTS,
          PORT,
          SECRET,
          LAUNCH,
          MISSING_HOSTS,
          DEBUG,
          WORKER_JVM_ARGUMENTS,
          REPORT_DIR,
          DISKS_DIR,
          KEEP,
          PROGRESS_INTERVAL,
          PROGRESS_MOMENT_INTERVAL);

  /** The settings of migrations. */
  static final List<SettingDeclaration<?>> OF_MIGRATIONS =
      List.of(
          MIGRATION_ADDRESS,
          MIGRATION_PORTS,
          MIGRATION_TRANSPORT,
          MIGRATION_EXEC_SOURCE,
          MIGRATION_EXEC_DESTINATION,
          SSH,
          SSH_IDENTITY,
          SSH_KNOWN_HOSTS);

  /** The timeouts. */
  static final List<SettingDeclaration<?>> TIMEOUTS =
      List.of(
          TIMEOUT_JOIN,
          TIMEOUT_BARRIER,
          TIMEOUT_LOGIN,
          TIMEOUT_COMMAND,
          TIMEOUT_DISKS,
          TIMEOUT_HANDOFF,
          TIMEOUT_CODE,
          TIMEOUT_CLEANUP,
          TIMEOUT_SILENCE,
          TIMEOUT_MIGRATION,
          TIMEOUT_FINISH);

  private RunSettings() {}

  static Stream<SettingDeclaration<?>> all() {
    return Stream.of(OF_RUN, OF_MIGRATIONS, TIMEOUTS).flatMap(List::stream);
  }
}
