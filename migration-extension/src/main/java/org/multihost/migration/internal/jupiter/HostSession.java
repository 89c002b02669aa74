package org.multihost.migration.internal.jupiter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.multihost.migration.internal.config.HostTable;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.config.TransferSettings;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.junit.SessionStore;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.HostIdentity;
import org.multihost.migration.internal.rendezvous.RunId;
import org.multihost.migration.internal.rendezvous.TurnedAway;
import org.multihost.migration.internal.rendezvous.hazelcast.Connections;
import org.multihost.migration.internal.rendezvous.hazelcast.Coordinator;
import org.multihost.migration.internal.scenario.environment.HostConsole;
import org.multihost.migration.internal.time.Time;
import org.multihost.migration.spi.VirtualMachineDriverProvider;

/**
 * This process as a host of the run: its identity, and its connection, which is made when a test
 * class first needs it. Stored in the launcher session's store, which closes it. Safe for use by
 * several threads.
 */
public final class HostSession implements AutoCloseable {

  /** The settings that identify the host of a process and the coordinator. */
  static final Set<String> IDENTITY =
      Set.of("multihost.host", "multihost.hosts", "multihost.port", "multihost.secret");

  private final HostIdentity identity;
  private final Time time;
  private final Optional<VirtualMachineDriverProvider> driver;
  private final Duration joinLimit;
  private final Duration silence;
  private final HostConsole console;
  private final TurnedAway turnedAway;
  private final boolean ownsProcess;
  private volatile @Nullable MergedReport merged;
  private final Visits visits = new Visits();
  private @Nullable Coordinator coordinator; // guarded by this
  private @Nullable HostConnection connection; // guarded by this
  private @Nullable RuntimeException failure; // guarded by this

  private HostSession(HostIdentity identity, Settings settings, Announced announced) {
    this(identity, settings.timeouts().join(), settings.timeouts().silence(), announced);
  }

  private HostSession(
      HostIdentity identity, Duration joinLimit, Duration silence, Announced announced) {
    Surroundings given = announced.surroundings();
    this.identity = identity;
    this.ownsProcess = given == null;
    this.time = given == null ? Time.system() : given.time();
    this.connection = given == null ? null : given.connection();
    this.driver = Optional.ofNullable(announced.driver());
    this.joinLimit = joinLimit;
    this.silence = silence;
    this.console =
        given == null
            ? new HostConsole(System.out, identity.narrates() ? "[" + identity.host() + "] " : "")
            : given.console();
    this.turnedAway = new TurnedAway(console::say);
  }

  /**
   * Makes this process a host and joins its run. A worker calls it before it runs anything.
   *
   * @param joinLimit the timeout for reaching the coordinator
   * @param silence the time without a heartbeat after which the coordinator counts as lost
   */
  public static void join(
      SessionStore launcherSession, HostIdentity identity, Duration joinLimit, Duration silence) {
    HostSession session =
        new HostSession(identity, joinLimit, silence, new Announced(identity, null, null));
    launcherSession.put(HostIdentity.class, identity);
    launcherSession.put(HostSession.class, session);
    session.connection();
  }

  /** Sets the extension's driver, which replaces the lookup on the class path. */
  public static void announce(SessionStore launcherSession, VirtualMachineDriverProvider driver) {
    launcherSession.put(VirtualMachineDriverProvider.class, driver);
  }

  /**
   * The connection, clock and console of a host that does not create them itself, for several hosts
   * in one JVM.
   *
   * @param connection the connection to the other hosts; the session closes it
   * @param time the clock of this host's waits
   * @param console this host's console
   */
  record Surroundings(HostConnection connection, Time time, HostConsole console) {

    /** Passes these objects and the host's identity to the extension. */
    void announce(SessionStore launcherSession, HostIdentity identity) {
      launcherSession.put(HostIdentity.class, identity);
      launcherSession.put(Surroundings.class, this);
    }
  }

  /** The objects that were announced in the launcher session's store. */
  private record Announced(
      @Nullable HostIdentity identity,
      @Nullable Surroundings surroundings,
      @Nullable VirtualMachineDriverProvider driver) {

    /** Returns the identity of this host; empty if this process is no host. */
    Optional<HostIdentity> identity(Settings settings) {
      return Optional.ofNullable(identity == null ? configured(settings) : identity);
    }
  }

  /**
   * Returns the session of this process; empty if the process is neither a worker nor configured as
   * a host.
   */
  static Optional<HostSession> of(ExtensionContext context, Settings settings) {
    return of(SessionStore.of(context), settings);
  }

  /** As {@link #of(ExtensionContext, Settings)}, for callers that have the store itself. */
  static Optional<HostSession> of(SessionStore launcherSession, Settings settings) {
    Announced announced =
        new Announced(
            launcherSession.get(HostIdentity.class).orElse(null),
            launcherSession.get(Surroundings.class).orElse(null),
            launcherSession.get(VirtualMachineDriverProvider.class).orElse(null));
    return announced
        .identity(settings)
        .map(
            identity ->
                launcherSession.getOrCreate(
                    HostSession.class, () -> new HostSession(identity, settings, announced)));
  }

  private static @Nullable HostIdentity configured(Settings settings) {
    if (settings.host().isEmpty()) {
      return null;
    }
    String host = settings.host().get();
    HostTable table = settings.hosts().orElseThrow();
    boolean offersTable = settings.get(TransferSettings.ADDRESS).isEmpty();
    table.verifyReachable(host, offersTable ? table.names() : List.of(table.first()));
    return new HostIdentity(
        host,
        table.rendezvous(),
        settings.get(RunSettings.SECRET).orElse(""),
        settings.get(TransferSettings.ADDRESS).orElseGet(() -> table.address(host)),
        "Host [" + table.first() + "]",
        host.equals(table.first()),
        true);
  }

  /** The classes and tests that this host has entered and left. */
  Visits visits() {
    return visits;
  }

  /** The processes that the coordinator in this process has turned away. */
  TurnedAway turnedAway() {
    return turnedAway;
  }

  /** The driver that was announced; empty if it is looked up on the class path. */
  Optional<VirtualMachineDriverProvider> driver() {
    return driver;
  }

  HostIdentity identity() {
    return identity;
  }

  /** The clock of this host's waits. */
  Time time() {
    return time;
  }

  HostConsole console() {
    return console;
  }

  /**
   * Prints the reason why a class does not run. A worker prints nothing here, because it prints
   * every skip.
   */
  void saySkipped(Class<?> testClass, RuntimeException reason) {
    if (identity.narrates()) {
      console.say("SKIPPED: [" + testClass.getName() + "]: " + reason.getMessage());
    }
  }

  /**
   * Returns the directory of this host's logs of a test class in a run, named by the class's full
   * name; it may not exist.
   */
  Path logs(Settings settings, String runId, Class<?> testClass) {
    return settings
        .reportDirectory()
        .resolve(runId)
        .resolve(identity.host())
        .resolve(testClass.getName().replace('$', '.'));
  }

  /** Returns this host's recording of a test class; hosts that share a JVM have none. */
  Recording recording(Settings settings, String runId, Class<?> testClass) {
    if (!ownsProcess) {
      return Recording.none();
    }
    Recording own = Recording.in(logs(settings, runId, testClass));
    if (!identity.narrates()) {
      return own;
    }
    merged = new MergedReport(settings.reportDirectory().resolve(runId), console);
    String place = testClass.getName().replace('$', '.');
    return identity.holdsMember() ? own : own.and(line -> connection().record(place, line));
  }

  /**
   * Returns the connection to the other hosts, which the first call makes. After a failed first
   * call every further call fails at once with the same exception.
   */
  synchronized HostConnection connection() {
    if (failure != null) {
      throw failure;
    }
    if (connection == null) {
      try {
        connection = identity.holdsMember() ? hold() : connect();
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
    return connection;
  }

  private synchronized HostConnection hold() {
    Coordinator held =
        Coordinator.start(
            new CoordinatorSettings(
                identity.coordinator(), identity.secret(), RunId.create(), silence),
            turnedAway::add);
    coordinator = held;
    console.say(
        "Host [%s] is the coordinator at [%s:%d]; the other hosts have %s to join"
            .formatted(
                identity.host(),
                held.address().getHostString(),
                held.address().getPort(),
                Durations.format(joinLimit)));
    return held.join(identity.host());
  }

  private HostConnection connect() {
    return Connections.connect(
        new ConnectionSettings(
            identity.host(),
            identity.coordinator(),
            identity.secret(),
            identity.holder(),
            joinLimit,
            silence,
            console::say));
  }

  /** One per host, the first host writes the report of all, once the others have left. */
  private void writeReport(SortedMap<String, String> recorded) {
    MergedReport report = merged;
    if (report != null) {
      report.write(recorded);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } finally {
      if (coordinator != null) {
        coordinator.close(this::writeReport);
      }
    }
  }
}
