package org.multihost.migration.samples;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * A run of a test that must fail: with a fault that settings make, so that the test itself stays as
 * it is, or with one of its own.
 */
final class RedTwin {

  private RedTwin() {}

  static EngineExecutionResults run(Class<?> testClass, Map<String, String> settings) {
    return run(selectClass(testClass), settings);
  }

  /** Runs the method of that name. */
  static EngineExecutionResults run(
      Class<?> testClass, String method, Map<String, String> settings) {
    return run(
        Arrays.stream(testClass.getDeclaredMethods())
            .filter(each -> each.getName().equals(method))
            .findAny()
            .map(each -> selectMethod(testClass, each))
            .orElseThrow(),
        settings);
  }

  private static EngineExecutionResults run(
      DiscoverySelector selector, Map<String, String> settings) {
    EngineExecutionResults results =
        EngineTestKit.engine("multihost")
            .selectors(selector)
            .configurationParameters(settings)
            .execute();
    assumeThat(results.allEvents().skipped().count()).as("hosts without QEMU").isZero();
    return results;
  }

  /** The stack traces of a test that has failed, one from each of its two hosts. */
  static List<String> failures(EngineExecutionResults results) {
    results.testEvents().assertStatistics(tests -> tests.started(2).failed(2));
    return results.testEvents().failed().stream().map(RedTwin::stackTrace).toList();
  }

  private static String stackTrace(Event failed) {
    StringWriter text = new StringWriter();
    failed
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .orElseThrow()
        .printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
