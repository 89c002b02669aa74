package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.multihost.migration.qemu.NeedsQemu;

/** Failures that no method of a test throws are failures of the test on every host. */
@NeedsQemu
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class LateFailureTests {

  private EngineExecutionResults results;

  @BeforeAll
  public void run(@TempDir Path reports) {
    results =
        EngineTestKit.engine("multihost")
            .selectors(selectClass(LateFailureTestCase.class.getName()))
            .configurationParameter("multihost.report.dir", reports.toString())
            .execute();
  }

  private List<String> failures(String method) {
    List<TestExecutionResult> all =
        results.allEvents().finished().stream()
            .filter(e -> e.getTestDescriptor().getUniqueId().toString().contains(":" + method))
            .map(e -> e.getRequiredPayload(TestExecutionResult.class))
            .filter(r -> r.getStatus() != Status.SUCCESSFUL)
            .toList();
    return all.stream().map(r -> r.getThrowable().orElseThrow().toString()).toList();
  }

  @Test
  void aVirtualMachineThatDiesWhileTheBodyComputes() {
    assertThat(failures("diesWhileTheBodyComputes"))
        .hasSize(2)
        .allSatisfy(f -> assertThat(f).contains("exit code [137]"));
  }

  @Test
  @Tag("long")
  void aVirtualMachineThatDiesInAfterEach() {
    assertThat(failures("diesInAfterEach"))
        .hasSize(2)
        .allSatisfy(f -> assertThat(f).contains("exit code [137]"));
  }

  @Test
  void aMigrationThatADynamicTestHasStarted() {
    assertThat(failures("startsAMigrationThatIsRefused"))
        .hasSizeGreaterThanOrEqualTo(2)
        .anySatisfy(f -> assertThat(f).contains("ended as [FAILED], expected [COMPLETED]"));
  }

  @Test
  void cleanUpOfAFailedMigrationRunsOnBothHostsWithoutInterrupt() {
    assertThat(failures("cleansUpAfterAFailingCheck"))
        .hasSize(2)
        .allSatisfy(f -> assertThat(f).contains("the check fails"));
    assertThat(entries("cleanUp interrupted")).containsExactly("false", "false");
  }

  private List<String> entries(String key) {
    return results.allEvents().reportingEntryPublished().stream()
        .flatMap(event -> event.getPayload(ReportEntry.class).stream())
        .map(ReportEntry::getKeyValuePairs)
        .flatMap((Map<String, String> pairs) -> Stream.ofNullable(pairs.get(key)))
        .toList();
  }
}
