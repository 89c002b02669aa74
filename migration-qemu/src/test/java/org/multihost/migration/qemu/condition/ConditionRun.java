package org.multihost.migration.qemu.condition;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/**
 * A run of a test class on its hosts. Each test and each container that does not succeed is a line:
 * its id, SKIPPED or its status, the reason.
 */
final class ConditionRun implements TestExecutionListener {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  static List<String> of(
      LauncherSession session, Class<?> testClass, Path reports, Map<String, String> settings) {
    ConditionRun run = new ConditionRun();
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .configurationParameter("multihost.report.dir", reports.toString())
                .configurationParameters(settings)
                .build(),
            run);
    return run.lines;
  }

  @Override
  public void executionSkipped(TestIdentifier identifier, String reason) {
    lines.add(identifier.getUniqueId() + " SKIPPED " + reason);
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    boolean successful = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    if (identifier.isTest() || !successful) {
      lines.add(
          identifier.getUniqueId()
              + " "
              + result.getStatus()
              + " "
              + result.getThrowable().map(Throwable::toString).orElse(""));
    }
  }
}
