package org.multihost.migration.qemu.faults;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Launches of test classes, one after another, in one session of one controller. */
final class Launches implements AutoCloseable {

  /** The name under which a failure is that belongs to no host, but to a class on all of them. */
  static final String NO_HOST = "";

  private final LauncherSession session = LauncherFactory.openSession();

  /** The stack traces of what failed, by the hosts' names, and empty ones of what did not. */
  public Map<String, String> run(Class<?> testClass, Map<String, String> settings) {
    Results results = new Results();
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .filters(EngineFilter.includeEngines("multihost"))
                .configurationParameters(settings)
                .build(),
            results);
    return results.byHost;
  }

  private static final class Results implements TestExecutionListener {

    private final Map<String, String> byHost = new LinkedHashMap<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      byHost.put(host(test), "skipped: " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        String failure = result.getThrowable().map(Results::stackTrace).orElse("");
        byHost.merge(host(test), failure, (first, next) -> first.isEmpty() ? next : first);
      }
    }

    private static String host(TestIdentifier test) {
      return test.getUniqueIdObject().getSegments().stream()
          .filter(segment -> segment.getType().equals("host"))
          .findFirst()
          .map(segment -> segment.getValue())
          .orElse(NO_HOST);
    }

    private static String stackTrace(Throwable failure) {
      StringWriter text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      return text.toString();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
