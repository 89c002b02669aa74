package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * {@link FailingCheckTestCase} must fail, on both hosts, and for the reason that the README gives.
 */
class FailingCheckTests {

  private static final String REASON =
      "Expected the command's output to be [goodbye] but it was [hello]";

  @Test
  void failsOnBothHostsWithTheCheckAsTheCause() {
    EngineExecutionResults results =
        EngineTestKit.engine("multihost")
            .selectors(selectClass(FailingCheckTestCase.class))
            .execute();
    assumeThat(results.allEvents().skipped().count()).as("hosts without QEMU").isZero();

    results.testEvents().assertStatistics(tests -> tests.started(2).failed(2));
    List<String> failures =
        results.testEvents().failed().stream().map(FailingCheckTests::stackTrace).toList();
    assertThat(failures)
        .allSatisfy(failure -> assertThat(failure).contains(REASON, "FailingCheckTestCase.java"))
        .filteredOn(failure -> failure.contains("PeerFailedException"))
        .as("the failure of the host that did not check")
        .hasSize(1);
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
