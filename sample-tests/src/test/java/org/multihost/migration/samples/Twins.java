package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs of other tests with settings of their own: mostly such that are a fault, so that the test
 * must fail though it stays as it is. All are launched in one session, so that they share its
 * workers.
 */
final class Twins implements AutoCloseable {

  private final LauncherSession session = LauncherFactory.openSession();

  List<TestExecutionResult> run(Class<?> testClass, Map<String, String> settings) {
    return run(selectClass(testClass), settings);
  }

  /** Runs the method of that name. */
  List<TestExecutionResult> run(Class<?> testClass, String method, Map<String, String> settings) {
    return run(
        Arrays.stream(testClass.getDeclaredMethods())
            .filter(each -> each.getName().equals(method))
            .findAny()
            .map(each -> selectMethod(testClass, each))
            .orElseThrow(),
        settings);
  }

  private List<TestExecutionResult> run(DiscoverySelector selector, Map<String, String> settings) {
    Results results = new Results();
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .filters(EngineFilter.includeEngines("multihost"))
                .configurationParameters(settings)
                .build(),
            results);
    assumeThat(results.skipped).as("why hosts did not run").isEmpty();
    return results.ofTests;
  }

  /** Verifies that a test has succeeded on both of its hosts. */
  static void assertSucceeded(List<TestExecutionResult> results) {
    assertStatus(TestExecutionResult.Status.SUCCESSFUL, results);
  }

  /** The stack traces of a test that has failed, one from each of its two hosts. */
  static List<String> failures(List<TestExecutionResult> results) {
    assertStatus(TestExecutionResult.Status.FAILED, results);
    return results.stream().map(Twins::stackTrace).toList();
  }

  private static void assertStatus(
      TestExecutionResult.Status status, List<TestExecutionResult> results) {
    assertThat(results).as("on two hosts").hasSize(2);
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.getStatus())
                    .as("%s", result.getThrowable().orElse(null))
                    .isEqualTo(status));
  }

  private static String stackTrace(TestExecutionResult failed) {
    StringWriter text = new StringWriter();
    failed.getThrowable().orElseThrow().printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Override
  public void close() {
    session.close();
  }

  private static final class Results implements TestExecutionListener {

    private final List<TestExecutionResult> ofTests = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
      skipped.add(reason);
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      // A class that could not run at all counts, for the sake of its reason.
      if (identifier.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        ofTests.add(result);
      }
    }
  }

  /** Gives a test those of its JVM. */
  static final class Resolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Twins.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(Twins.class))
          .getOrComputeIfAbsent(Twins.class, key -> new Twins(), Twins.class);
    }
  }
}
