package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A multi-host class in a suite of JUnit's. */
final class SuiteTests {

  private static final String SUITE =
      "[engine:junit-platform-suite]/[suite:%s]/".formatted(SuiteTestCase.class.getName());

  private final Map<String, String> outcomes = new TreeMap<>();

  private final class Outcomes implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        outcomes.put(test.getUniqueId(), result.toString());
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      outcomes.put(test.getUniqueId(), "skipped: " + reason);
    }
  }

  @Test
  void runsOnItsHostsAndNotInTheController(@TempDir Path reports) {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(SuiteTestCase.class))
                .configurationParameter("multihost.report.dir", reports.toString())
                .build(),
            new Outcomes());

    String meets = "/[method:meets(org.multihost.migration.Rendezvous)]";
    String onHosts =
        SUITE + "[engine:multihost]/[class:%s]/[host:".formatted(DebuggedTestCase.class.getName());
    String plain =
        SUITE + "[engine:junit-jupiter]/[class:%s]/".formatted(PlainTestCase.class.getName());
    assertThat(outcomes)
        .containsOnlyKeys(
            onHosts + "source]" + meets,
            onHosts + "destination]" + meets,
            plain + "[method:plain()]");
    assertThat(outcomes.values()).allMatch(outcome -> outcome.contains("SUCCESSFUL"));
  }

  @Test
  void aSuiteWithoutTheEngineFailsWithAHint() {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(JupiterOnlySuiteTestCase.class))
                .build(),
            new Outcomes());

    assertThat(outcomes.values()).filteredOn(each -> each.contains("SUCCESSFUL")).hasSize(1);
    assertThat(outcomes.values())
        .filteredOn(each -> each.contains("the test engine [multihost] takes no part in this run"))
        .hasSize(1);
  }
}
