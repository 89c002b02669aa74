package org.multihost.migration.internal.jupiter;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.internal.config.SettingSource;
import org.multihost.migration.internal.config.Settings;

/**
 * Tells the other hosts of tests and classes that are skipped on this one, and of those that failed
 * before the extension was asked; and the extension, which tests were selected.
 *
 * <p>Registered by {@link java.util.ServiceLoader}; only the launcher sees every skip, Jupiter's
 * extensions do not.
 */
public final class SkipPosting implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    session.getLauncher().registerTestExecutionListeners(new Listener(session.getStore()));
  }

  private static final class Listener implements TestExecutionListener {

    private final NamespacedHierarchicalStore<Namespace> store;
    private final Map<String, List<String>> hostsOfClasses = new ConcurrentHashMap<>();
    private volatile Optional<HostSession> host = Optional.empty();

    Listener(NamespacedHierarchicalStore<Namespace> store) {
      this.store = store;
    }

    /** Which of the plan's classes are ours, and whether this process is a host at all. */
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
      List<SelectedTests.OfClass> found = new ArrayList<>();
      for (TestIdentifier root : plan.getRoots()) {
        if (!root.getUniqueId().equals("[engine:junit-jupiter]")) {
          continue;
        }
        plan.getChildren(root).stream()
            .filter(Listener::isMultihost)
            .forEach(c -> found.add(selected(plan, c)));
      }
      new SelectedTests(found).announce(store);
      new ParameterKeys(plan.getConfigurationParameters().keySet()).announce(store);
      found.forEach(c -> hostsOfClasses.put(c.id(), c.hosts()));
      if (!found.isEmpty()) {
        host = hostSession(plan);
      }
    }

    private static SelectedTests.OfClass selected(TestPlan plan, TestIdentifier identifier) {
      Class<?> type = ((ClassSource) identifier.getSource().orElseThrow()).getJavaClass();
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

    /** A wrong setting is told by the extension, where it fails a test. */
    private Optional<HostSession> hostSession(TestPlan plan) {
      try {
        return HostSession.of(
            store,
            Settings.read(
                SettingSource.ofProcess(
                    plan.getConfigurationParameters()::get,
                    plan.getConfigurationParameters().keySet())));
      } catch (RuntimeException e) {
        return Optional.empty();
      }
    }

    private static boolean isMultihost(TestIdentifier identifier) {
      TestSource source = identifier.getSource().orElse(null);
      return source instanceof ClassSource type
          && AnnotationSupport.isAnnotated(type.getJavaClass(), MultihostMigration.class);
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
      if (host.isPresent() && isOurs(identifier) && takesPart(identifier, host.get())) {
        host.get().connection().skip(identifier.getUniqueId(), reason);
      }
    }

    /** A host that is none of the class's own is not waited for. */
    private boolean takesPart(TestIdentifier identifier, HostSession session) {
      return hostsOf(identifier).anyMatch(h -> h.contains(session.identity().host()));
    }

    private boolean isOurs(TestIdentifier identifier) {
      return hostsOf(identifier).findAny().isPresent();
    }

    /** The hosts of the class that it is in, if that is one of ours. */
    private Stream<List<String>> hostsOf(TestIdentifier identifier) {
      String id = identifier.getUniqueId();
      return hostsOfClasses.entrySet().stream()
          .filter(c -> id.equals(c.getKey()) || id.startsWith(c.getKey() + "/"))
          .map(Map.Entry::getValue);
    }

    /** A test that failed without having been entered: its instance could not be made. */
    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      if (host.isEmpty()
          || !identifier.isTest()
          || result.getStatus() == TestExecutionResult.Status.SUCCESSFUL
          || !isOurs(identifier)
          || host.get().hasEntered(identifier.getUniqueId())) {
        return;
      }
      String failure = result.getThrowable().map(Throwable::toString).orElse("no reason known");
      host.get()
          .connection()
          .skip(
              identifier.getUniqueId(),
              "host [%s] failed before the test began: %s"
                  .formatted(host.get().identity().host(), failure));
    }
  }
}
