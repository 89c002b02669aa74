package org.multihost.migration.internal.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multihost.migration.internal.config.SettingDeclaration.Default;
import org.multihost.migration.internal.config.SettingDeclaration.Place;

/** The declarations of the settings of a run, apart from its migrations and timeouts. */
public final class RunSettings {

  static final SettingDeclaration<Optional<Setting>> HOST =
      ofRun(
          "host",
          SettingType.raw("a host of `multihost.hosts`"),
          Default.none(),
          "the host that this JVM is; if it is not set, all hosts run on this computer");

  static final SettingDeclaration<Optional<Setting>> HOSTS =
      ofRun(
          "hosts",
          SettingType.raw("`name=address[:port],…`"),
          Default.none(),
          "the hosts and their addresses; the port is allowed for the first host only");

  /** The coordinator's port, unless {@link Settings#hosts()} contains one. */
  public static final SettingDeclaration<Integer> PORT =
      ofRun(
          "port",
          SettingType.wholeNumber(1, 65_535),
          Default.of(13_234),
          "the coordinator's port on the first host");

  /** The secret that a process needs to join the run. */
  public static final SettingDeclaration<Optional<String>> SECRET =
      ofRun(
          "secret",
          SettingType.text("text"),
          Default.none(),
          "the secret of the run, the same on all hosts; better as `MULTIHOST_SECRET`");

  static final SettingDeclaration<Launch> LAUNCH =
      ofRun(
          "launch",
          SettingType.word(Launch.class),
          Default.of(Launch.LOCAL),
          "how the hosts are started if `multihost.host` is not set");

  /** The result of a class that names an unknown host. */
  public static final SettingDeclaration<MissingHosts> MISSING_HOSTS =
      ofRun(
          "missing-hosts",
          SettingType.word(MissingHosts.class),
          Default.of(MissingHosts.FAIL),
          "what happens to a class that names a host which `multihost.hosts` does not have");

  /** The hosts whose workers wait for a debugger, each with its port. */
  public static final SettingDeclaration<Map<String, Integer>> DEBUG =
      ofRun(
          "debug",
          SettingType.of("`name[:port],…`", DebuggerPorts::parse),
          new Default<>("–", Map.of()),
          "the hosts whose JVMs wait for a debugger");

  /** More arguments for the workers' JVMs. */
  public static final SettingDeclaration<List<String>> WORKER_JVM_ARGUMENTS =
      ofRun(
          "worker.jvm-arguments",
          SettingType.words("arguments"),
          new Default<>("–", List.of()),
          "more arguments for the hosts' JVMs in local mode");

  /** The directory of logs and reports; {@link Settings#reportDirectory()} has its default. */
  public static final SettingDeclaration<Optional<Path>> REPORT_DIR =
      ofRun(
          "report.dir",
          SettingType.path(),
          Default.absent(
              "`target/multihost`; `build/multihost` with Gradle; else `multihost-reports`"),
          "where the logs go");

  /** The directory of cloned disks; {@link DiskSettings} has its default. */
  public static final SettingDeclaration<Optional<Path>> DISKS_DIR =
      ofRun(
          "disks.dir",
          SettingType.path(),
          Default.absent("`disks` in `multihost.report.dir`"),
          "where clones of disks go; all hosts must see it under this path");

  static final SettingDeclaration<DiskSettings.Keep> KEEP =
      ofRun(
          "keep",
          SettingType.word(DiskSettings.Keep.class),
          Default.of(DiskSettings.Keep.NEVER),
          "whether a failed test's cloned disks, the file that a VM was saved to, and a script that starts the VM again are kept");

  /** The time between two samples of progress. */
  public static final SettingDeclaration<Duration> PROGRESS_INTERVAL =
      ofRun(
          "progress.interval",
          SettingType.duration(),
          Default.of(Duration.ofSeconds(1)),
          "the interval of progress samples; also of the checks for a stopped VM process, and of the probes of a guest that does not answer");

  /** The time between two samples of progress while a test waits for a moment of a migration. */
  public static final SettingDeclaration<Duration> PROGRESS_MOMENT_INTERVAL =
      ofRun(
          "progress.moment-interval",
          SettingType.duration(),
          Default.of(Duration.ofMillis(10)),
          "the interval of progress samples while a test waits for `during(percent(…))` or `cancelWhen`");

  static final List<SettingDeclaration<?>> ALL =
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

  /** A way of starting the hosts. */
  enum Launch {
    LOCAL
  }

  /** The result of a class that names a host which {@code multihost.hosts} does not contain. */
  public enum MissingHosts {
    /** The class fails. */
    FAIL,
    /** The class is skipped on every host. */
    SKIP
  }

  private RunSettings() {}

  private static <T> SettingDeclaration<T> ofRun(
      String name, SettingType<T> type, Default<T> otherwise, String meaning) {
    return new SettingDeclaration<>("multihost." + name, type, otherwise, meaning, Place.RUN);
  }
}
