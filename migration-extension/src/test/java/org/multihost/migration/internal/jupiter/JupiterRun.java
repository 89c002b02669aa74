package org.multihost.migration.internal.jupiter;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A class run in this JVM as one host, through the real launcher with all that it finds by
 * ServiceLoader.
 */
final class JupiterRun implements TestExecutionListener {

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<String> skipped = new CopyOnWriteArrayList<>();
  private final List<String> aborted = new CopyOnWriteArrayList<>();
  private final List<String> successful = new CopyOnWriteArrayList<>();

  private Duration duration = Duration.ZERO;

  private JupiterRun() {}

  static JupiterRun of(Class<?> testClass, Map<String, String> parameters) {
    return of(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(testClass))
            .configurationParameters(parameters)
            .build());
  }

  /** In a JVM that is no host, where the extension's own engine is left out. */
  static JupiterRun ofJupiterOnly(Class<?> testClass) {
    return of(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(testClass))
            .filters(EngineFilter.includeEngines("junit-jupiter"))
            .build());
  }

  private static JupiterRun of(LauncherDiscoveryRequest request) {
    JupiterRun run = new JupiterRun();
    long start = System.nanoTime();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session.getLauncher().execute(request, run);
    }
    run.duration = Duration.ofNanos(System.nanoTime() - start);
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    switch (result.getStatus()) {
      case FAILED -> failures.add(result.getThrowable().orElseThrow());
      case ABORTED -> aborted.add(result.getThrowable().map(Throwable::getMessage).orElse(""));
      case SUCCESSFUL -> {
        if (identifier.isTest()) {
          successful.add(identifier.getDisplayName());
        }
      }
    }
  }

  @Override
  public void executionSkipped(TestIdentifier identifier, String reason) {
    skipped.add(reason);
  }

  /** From the opening of the launcher's session to its end. */
  Duration duration() {
    return duration;
  }

  List<Throwable> failures() {
    return new ArrayList<>(failures);
  }

  List<String> skipped() {
    return skipped;
  }

  List<String> aborted() {
    return aborted;
  }

  List<String> successful() {
    return successful;
  }
}
