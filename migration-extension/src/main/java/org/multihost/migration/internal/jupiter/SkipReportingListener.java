package org.multihost.migration.internal.jupiter;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.WrongBarrierException;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;
import org.multihost.migration.internal.junit.JUnitVersion;
import org.multihost.migration.internal.junit.SessionStore;
import org.multihost.migration.internal.jupiter.declaration.DeclaredVms;
import org.multihost.migration.internal.rendezvous.HostConnection.ClassKey;
import org.multihost.migration.internal.scenario.environment.ProgressText;
import org.multihost.migration.internal.wire.ThrowableParts;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.multihost.migration.internal.wire.ThrowableText;

/**
 * A listener that reports to the other hosts the classes, tests and containers that are skipped on
 * this host or that failed before the extension was called. It also passes the selected tests to
 * the extension.
 *
 * <p>Registered by {@link java.util.ServiceLoader}. Only a listener of the launcher is called for
 * every skip; Jupiter's extensions are not.
 */
public final class SkipReportingListener implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (JUnitVersion.problem().isEmpty()) {
      SessionStore.opened(session);
      session.getLauncher().registerTestExecutionListeners(new Listener(SessionStore.of(session)));
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    SessionStore.closed(session);
  }

  private static final class Listener implements TestExecutionListener {

    private static final Segment JUPITER = UniqueId.forEngine("junit-jupiter").getLastSegment();

    private final SessionStore store;
    private final Map<String, ClassKey> types = new ConcurrentHashMap<>();
    private final Set<String> heardOf = ConcurrentHashMap.newKeySet();
    private volatile Optional<HostSession> host = Optional.empty();

    Listener(SessionStore store) {
      this.store = store;
    }

    /** Finds the plan's multi-host classes, and determines whether this process is a host. */
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
      List<TestIdentifier> classes =
          plan.getRoots().stream()
              .flatMap(root -> plan.getDescendants(root).stream())
              .filter(Listener::isOutermostOfJupiter)
              .filter(Listener::isMultihost)
              .toList();
      List<SelectedTests.OfClass> found =
          classes.stream().map(each -> selected(plan, each)).toList();
      new SelectedTests(found).announce(store);
      new ParameterKeys(plan.getConfigurationParameters().keySet()).announce(store);
      found.forEach(c -> types.put(c.id(), new ClassKey(c.id(), c.hosts())));
      if (!found.isEmpty()) {
        host = hostSession(plan);
        host.filter(session -> session.identity().narrates())
            .ifPresent(session -> sayUnused(session, source(plan), classes, found));
      }
    }

    /** Where a person has started this host; else the controller says it once for all hosts. */
    private static void sayUnused(
        HostSession session,
        SettingSource source,
        List<TestIdentifier> classes,
        List<SelectedTests.OfClass> found) {
      List<Class<?>> types = classes.stream().<Class<?>>map(Listener::type).toList();
      Set<String> hosts = found.stream().flatMap(c -> c.hosts().stream()).collect(toSet());
      try {
        Settings settings = Settings.read(source);
        DeclaredVms.names(types)
            .ifPresent(vms -> settings.unused(vms, hosts).forEach(session.console()::say));
      } catch (MultihostConfigurationException eachClassFailsWithIt) {
        return;
      }
    }

    private static Class<?> type(TestIdentifier identifier) {
      return ((ClassSource) identifier.getSource().orElseThrow()).getJavaClass();
    }

    private static SettingSource source(TestPlan plan) {
      return SettingSource.ofProcess(
          plan.getConfigurationParameters()::get, plan.getConfigurationParameters().keySet());
    }

    private static SelectedTests.OfClass selected(TestPlan plan, TestIdentifier identifier) {
      Class<?> type = type(identifier);
      List<String> hosts =
          AnnotationSupport.findAnnotation(type, MultihostMigration.class)
              .map(annotation -> List.of(annotation.hosts()))
              .orElseThrow();
      int outer = identifier.getUniqueIdObject().getSegments().size();
      List<String> tests =
          plan.getDescendants(identifier).stream()
              .filter(each -> plan.getChildren(each).isEmpty())
              .map(each -> each.getUniqueIdObject().getSegments())
              .map(segments -> segments.subList(outer, segments.size()))
              .map(inner -> inner.stream().map(Segment::getValue).collect(joining(".")))
              .toList();
      return new SelectedTests.OfClass(identifier.getUniqueId(), type.getName(), hosts, tests);
    }

    /**
     * Returns the session also if a setting is wrong: the extension reports the setting and fails
     * the class, and the other hosts must receive that failure.
     */
    private Optional<HostSession> hostSession(TestPlan plan) {
      SettingSource source = source(plan);
      try {
        return HostSession.of(store, Settings.read(source));
      } catch (RuntimeException wrong) {
        return hostSession(source.only(HostSession.IDENTITY));
      }
    }

    private Optional<HostSession> hostSession(SettingSource identity) {
      try {
        return HostSession.of(store, Settings.read(identity));
      } catch (RuntimeException unknown) {
        return Optional.empty();
      }
    }

    /** In a suite, the engine is not a root of the plan. */
    private static boolean isOutermostOfJupiter(TestIdentifier identifier) {
      List<Segment> segments = identifier.getUniqueIdObject().getSegments();
      return segments.size() > 1 && segments.get(segments.size() - 2).equals(JUPITER);
    }

    private static boolean isMultihost(TestIdentifier identifier) {
      TestSource source = identifier.getSource().orElse(null);
      return source instanceof ClassSource type
          && AnnotationSupport.isAnnotated(type.getJavaClass(), MultihostMigration.class);
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
      String id = identifier.getUniqueId();
      report(
          id,
          (session, type) -> {
            if (id.equals(type.id()) || session.visits().endOf(type.id()).isPresent()) {
              saySkipped(session, identifier, reason);
              session.connection().skip(type, id, reason);
            } // otherwise the other hosts know why this one has not entered the class
          });
    }

    /** A worker prints nothing here: it prints every skip. */
    private static void saySkipped(HostSession session, TestIdentifier skipped, String reason) {
      if (session.identity().narrates()) {
        session.console().say("SKIPPED: [" + skipped.getLegacyReportingName() + "]: " + reason);
      }
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
      host.ifPresent(session -> session.visits().forget(identifier.getUniqueId()));
      if (types.containsKey(identifier.getUniqueId())) {
        heardOf.clear();
      }
    }

    /**
     * Reports a class, a test or a container that failed before it was entered (in a constructor, a
     * condition, another extension, a source of arguments) or after it was left, in an extension
     * that ends after this one. A class that was entered is ended by its {@link ClassEnd}.
     */
    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      String id = identifier.getUniqueId();
      host.flatMap(session -> session.visits().endOf(id)).ifPresent(end -> end.ofAll(result));
      boolean entered = host.filter(session -> session.visits().hasEntered(id)).isPresent();
      Throwable failure =
          result.getThrowable().orElseGet(() -> new MultihostException("No reason is known"));
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        String inside = "[" + identifier.getDisplayName() + "]";
        host.ifPresent(session -> session.visits().failedInside(id, inside, failure));
      }
      if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL
          || entered && !types.containsKey(id)
          || host.filter(session -> session.visits().hasLeftWith(id, failure)).isPresent()) {
        return;
      }
      report(
          id,
          (session, type) -> {
            String part = session.visits().partOf(id);
            String doing = part + " of [" + identifier.getDisplayName() + "]";
            say(session, doing, failure);
            if (!entered) {
              session.connection().fail(type, id, doing, failure);
            }
          });
    }

    /**
     * Prints a failure before the connection is made, for which a person may have to start another
     * host. A failure of another host is printed once, however many tests and containers it fails.
     */
    private void say(HostSession session, String doing, Throwable failure) {
      Optional<Throwable> heard =
          ThrowableParts.chain(failure).filter(Listener::isOfOthers).findFirst();
      if (heard.isEmpty()) {
        String how = ThrowableRecord.isAbort(failure) ? "ABORTED in " : "FAILED in ";
        session.console().say(how + doing + ": " + ThrowableText.of(failure));
      } else if (heardOf.add(String.valueOf(ThrowableText.message(heard.get())))) {
        session.console().say(ProgressText.of("BROKEN", heard.get()));
      }
    }

    private static boolean isOfOthers(Throwable failure) {
      return failure instanceof PeerFailedException
          || failure instanceof WrongBarrierException
          || failure instanceof HostLostException;
    }

    /** Reports something of a class in which this host takes part. */
    private void report(String id, BiConsumer<HostSession, ClassKey> report) {
      HostSession session = host.orElse(null);
      ClassKey type =
          types.values().stream()
              .filter(each -> id.equals(each.id()) || id.startsWith(each.id() + "/"))
              .findFirst()
              .orElse(null);
      if (session == null || type == null || !type.hosts().contains(session.identity().host())) {
        return;
      }
      try {
        report.accept(session, type);
      } catch (RuntimeException unreachable) {
        session.console().say("The other hosts do not know of it: " + unreachable.getMessage());
      }
    }
  }
}
