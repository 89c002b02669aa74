package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** One class on two hosts, with real workers: what each host's copy of a test ends with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VerdictsTests {

  private EngineExecutionResults results;

  @BeforeAll
  void run(@TempDir Path reports) {
    results =
        EngineTestKit.engine("multihost")
            .selectors(selectClass(VerdictsTestCase.class.getName()))
            .configurationParameter("multihost.report.dir", reports.toString())
            .execute();
  }

  private TestExecutionResult resultOf(String method, String host) {
    return results.testEvents().finished().stream()
        .filter(e -> e.getTestDescriptor().getUniqueId().toString().contains("[host:" + host + "]"))
        .filter(e -> e.getTestDescriptor().getUniqueId().toString().contains("[method:" + method))
        .map(e -> e.getRequiredPayload(TestExecutionResult.class))
        .findFirst()
        .orElseThrow();
  }

  private String failureOf(String method, String host) {
    TestExecutionResult result = resultOf(method, host);
    assertThat(result.getStatus()).as(method + " on " + host).isEqualTo(Status.FAILED);
    return result.getThrowable().orElseThrow().toString();
  }

  @Test
  void aFailureOfOneHostBeatsTheAbortOfAnotherOnBoth() {
    assertThat(failureOf("realFailureBesideAnAbort", "b")).contains("REAL failure on b");
    assertThat(failureOf("realFailureBesideAnAbort", "a"))
        .contains("PeerFailedException", "REAL failure on b");
  }

  @Test
  void anAbortAloneAbortsTheTestOnBoth() {
    assertThat(resultOf("abortAlone", "a").getStatus()).isEqualTo(Status.ABORTED);
    assertThat(resultOf("abortAlone", "b").getStatus()).isEqualTo(Status.ABORTED);
  }

  @Test
  void theUsersCleanUpRunsWithoutInterruptOnBoth() {
    assertThat(failureOf("failureOnOne", "a")).contains("PeerFailedException", "b fails");
    assertThat(failureOf("failureOnOne", "b")).contains("b fails");
    assertThat(entries("interrupted")).containsOnly("false").hasSize(6);
    assertThat(entries("cleaned a")).containsOnly("false").hasSize(3);
    assertThat(entries("cleaned b")).containsOnly("false").hasSize(3);
  }

  @Test
  void aHostIsWaitedForAsLongAsItsOwnCodeMayTake(@TempDir Path reports) {
    EngineTestKit.engine("multihost")
        .selectors(selectClass(LongerTestCase.class.getName()))
        .configurationParameter("multihost.report.dir", reports.toString())
        .configurationParameter("multihost.timeout.finish", "100 ms")
        .execute()
        .testEvents()
        .assertStatistics(s -> s.started(2).succeeded(2));
  }

  @Test
  void whatFailsOnOneHostWhenJunitClosesTheClassFailsTheClassOnBoth(@TempDir Path reports) {
    EngineExecutionResults late =
        EngineTestKit.engine("multihost")
            .selectors(selectClass(LateFailureTestCase.class.getName()))
            .configurationParameter("multihost.report.dir", reports.toString())
            .execute();

    late.testEvents().assertStatistics(s -> s.started(2).succeeded(2));
    assertThat(late.containerEvents().failed().stream())
        .extracting(event -> event.getTestDescriptor().getDisplayName())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(
            late.containerEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow()))
        .allSatisfy(thrown -> assertThat(thrown).hasStackTraceContaining("the resource of b"));
  }

  /** The first class's error ends one worker by itself, the second class ends the other one. */
  @Test
  void theErrorOrTheExitCodeWithWhichAWorkerHasEndedByItselfIsTheCause(@TempDir Path reports) {
    List<Throwable> failures =
        EngineTestKit.engine("multihost")
            .selectors(
                selectClass(OutOfMemoryTestCase.class.getName()),
                selectClass(LeavingTestCase.class.getName()))
            .configurationParameter("multihost.report.dir", reports.toString())
            .execute()
            .testEvents()
            .failed()
            .stream()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .map(result -> result.getThrowable().orElseThrow())
            .toList();

    assertThat(failures)
        .anySatisfy(failure -> assertThat(failure).isInstanceOf(OutOfMemoryError.class))
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContainingAll("Host [destination] exited", "exit code [0]; log: "))
        .noneSatisfy(failure -> assertThat(failure).hasMessageContaining("it was killed"));
  }

  private List<String> entries(String key) {
    return results.allEvents().reportingEntryPublished().stream()
        .flatMap(event -> event.getPayload(ReportEntry.class).stream())
        .map(ReportEntry::getKeyValuePairs)
        .flatMap((Map<String, String> pairs) -> Stream.ofNullable(pairs.get(key)))
        .toList();
  }
}
