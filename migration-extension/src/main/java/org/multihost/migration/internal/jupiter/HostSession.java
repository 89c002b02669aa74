package org.multihost.migration.internal.jupiter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;
import org.multihost.migration.internal.config.Durations;
import org.multihost.migration.internal.config.HostIdentity;
import org.multihost.migration.internal.config.HostTable;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;
import org.multihost.migration.internal.rendezvous.Connections;
import org.multihost.migration.internal.rendezvous.Coordinator;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.scenario.Journal;

/**
 * This process as a host of the run: its identity and, once a test class needs it, its connection.
 * Lives in the launcher session's store, which closes it. Safe for use by several threads.
 */
public final class HostSession implements AutoCloseable {

  /** The settings that say which host a process is, and where it meets the others. */
  static final Set<String> IDENTITY =
      Set.of("multihost.host", "multihost.hosts", "multihost.port", "multihost.secret");

  private static final String NAME = "org.multihost.migration";

  private final HostIdentity identity;
  private final Duration joinLimit;
  private final Duration silence;
  private final Journal journal;
  private final Set<String> classes = ConcurrentHashMap.newKeySet();
  private final Set<String> entered = ConcurrentHashMap.newKeySet();
  private @Nullable Coordinator coordinator; // guarded by this
  private @Nullable HostConnection connection; // guarded by this
  private @Nullable RuntimeException failure; // guarded by this

  private HostSession(HostIdentity identity, Settings settings) {
    this.identity = identity;
    this.joinLimit = settings.timeouts().join();
    this.silence = settings.timeouts().silence();
    this.journal = new Journal(System.out, identity.narrates() ? "[" + identity.host() + "] " : "");
  }

  /** Tells the extension which host this process is; for workers, before they run anything. */
  public static void announce(
      NamespacedHierarchicalStore<Namespace> launcherSession, HostIdentity identity) {
    launcherSession.put(Namespace.create(NAME), HostIdentity.class, identity);
  }

  /**
   * The session of this process; empty if it is no host, neither a worker nor configured as one.
   */
  static Optional<HostSession> of(ExtensionContext context, Settings settings) {
    ExtensionContext.Store store =
        context.getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(NAME));
    HostIdentity announced = store.get(HostIdentity.class, HostIdentity.class);
    HostIdentity identity = announced == null ? configured(settings) : announced;
    return identity == null
        ? Optional.empty()
        : Optional.of(
            store.getOrComputeIfAbsent(
                HostSession.class, key -> new HostSession(identity, settings), HostSession.class));
  }

  /** As {@link #of(ExtensionContext, Settings)}, for those who have the store itself. */
  static Optional<HostSession> of(
      NamespacedHierarchicalStore<Namespace> launcherSession, Settings settings) {
    Namespace namespace = Namespace.create(NAME);
    HostIdentity announced = launcherSession.get(namespace, HostIdentity.class, HostIdentity.class);
    HostIdentity identity = announced == null ? configured(settings) : announced;
    return identity == null
        ? Optional.empty()
        : Optional.of(
            launcherSession.getOrComputeIfAbsent(
                namespace,
                HostSession.class,
                key -> new HostSession(identity, settings),
                HostSession.class));
  }

  private static @Nullable HostIdentity configured(Settings settings) {
    if (settings.host().isEmpty()) {
      return null;
    }
    String host = settings.host().get();
    HostTable table = settings.hosts().orElseThrow();
    return new HostIdentity(
        host,
        table.rendezvous(),
        settings.secret().orElse(""),
        settings.migrationAddress().orElseGet(() -> table.address(host)),
        "Host [" + table.first() + "]",
        host.equals(table.first()),
        true);
  }

  /** Notes that a class was entered: what fails in it then is made known there. */
  void enteredClass(String uniqueId) {
    classes.add(uniqueId);
  }

  /** Notes that a test was entered: what fails in it then is made known there. */
  void entered(String uniqueId) {
    entered.add(uniqueId);
  }

  /** Whether that class or test was entered, or the test that it is a dynamic part of. */
  boolean hasEntered(String uniqueId) {
    return classes.contains(uniqueId) || entered.stream().anyMatch(uniqueId::startsWith);
  }

  /** A class or test begins, perhaps once more: neither it nor what is in it has been entered. */
  void forget(String uniqueId) {
    classes.remove(uniqueId);
    entered.removeIf(each -> each.startsWith(uniqueId));
  }

  HostIdentity identity() {
    return identity;
  }

  Journal journal() {
    return journal;
  }

  /** Where this host's logs of a test class go in a run; need not exist. */
  Path logs(Settings settings, String runId, Class<?> testClass) {
    return settings
        .reportDirectory()
        .resolve(runId)
        .resolve(identity.host())
        .resolve(testClass.getSimpleName());
  }

  /**
   * The connection to the other hosts, made at the first call; when that failed, it fails again at
   * once.
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
                identity.coordinator(), identity.secret(), RunId.create(), silence));
    coordinator = held;
    journal.say(
        "Host [%s] holds the rendezvous at [%s:%d]; the others have %s to come"
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
            journal::say));
  }

  @Override
  public synchronized void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } finally {
      if (coordinator != null) {
        coordinator.close();
      }
    }
  }
}
