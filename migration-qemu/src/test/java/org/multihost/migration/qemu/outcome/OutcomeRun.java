package org.multihost.migration.qemu.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** One test method on its hosts, and how each of them ended. */
final class OutcomeRun implements TestExecutionListener {

  private final List<TestExecutionResult> results = new ArrayList<>();

  public static OutcomeRun of(LauncherSession session, Class<?> testClass, String method) {
    return of(session, testClass, method, Map.of());
  }

  /** One test method, with these settings. */
  static OutcomeRun of(
      LauncherSession session, Class<?> testClass, String method, Map<String, String> settings) {
    return of(
        session,
        settings,
        Arrays.stream(testClass.getDeclaredMethods())
            .filter(each -> each.getName().equals(method))
            .map(each -> selectMethod(testClass, each))
            .toList());
  }

  /** All test methods of a class. */
  static OutcomeRun of(LauncherSession session, Class<?> testClass) {
    return of(session, testClass, Map.of());
  }

  /** All test methods of a class, with settings. */
  static OutcomeRun of(LauncherSession session, Class<?> testClass, Map<String, String> settings) {
    return of(session, settings, List.of(selectClass(testClass)));
  }

  private static OutcomeRun of(
      LauncherSession session,
      Map<String, String> settings,
      List<? extends DiscoverySelector> selectors) {
    OutcomeRun run = new OutcomeRun();
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .filters(EngineFilter.includeEngines("multihost"))
                .configurationParameters(settings)
                .build(),
            run);
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    if (identifier.isTest() || result.getStatus() != Status.SUCCESSFUL) {
      results.add(result);
    }
  }

  void succeeds() {
    allEnd(Status.SUCCESSFUL);
  }

  void aborts() {
    allEnd(Status.ABORTED);
  }

  private void allEnd(Status expected) {
    assertThat(results)
        .hasSize(2)
        .allSatisfy(
            result -> assertThat(result.getStatus()).as(() -> text(result)).isEqualTo(expected));
  }

  /** Requires that each test that ends so does it on both hosts, and that nothing else does. */
  void hasTests(int successful, int failed, String reason) {
    assertThat(results).hasSize(2 * (successful + failed));
    assertThat(results)
        .filteredOn(result -> result.getStatus() == Status.FAILED)
        .hasSize(2 * failed)
        .allSatisfy(result -> assertThat(text(result)).contains(reason));
  }

  void failsBecause(String... reasons) {
    assertThat(results)
        .hasSize(2)
        .allSatisfy(
            result -> {
              assertThat(result.getStatus()).as(() -> text(result)).isEqualTo(Status.FAILED);
              assertThat(text(result)).contains(reasons);
            });
  }

  private static String text(TestExecutionResult result) {
    StringWriter text = new StringWriter();
    result.getThrowable().ifPresent(failure -> failure.printStackTrace(new PrintWriter(text)));
    return text.toString();
  }
}
