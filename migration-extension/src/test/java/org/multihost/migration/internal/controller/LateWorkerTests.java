package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs whose workers do not start in time; several classes, so that one follows a failed start. */
final class LateWorkerTests {

  private static final String NEVER_STARTS =
      "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0";

  @TempDir Path reports;

  @Test
  void eachClassFailsWhenNoWorkerComes() throws Exception {
    EngineExecutionResults results = run("1 s", NEVER_STARTS);

    assertThat(problems(results))
        .hasSize(2)
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .contains("worker of host [source]", "within 1 s (multihost.timeout.join)"));
  }

  /** Where a JVM needs about that long to start, some of these come in time and some do not. */
  @ParameterizedTest
  @ValueSource(strings = {"350 ms", "450 ms", "600 ms"})
  void aRunEndsWhereWorkersAreSometimesLate(String limit) throws Exception {
    EngineExecutionResults results = run(limit, "");

    results.containerEvents().assertThatEvents().isNotEmpty();
    assertThat(results.allEvents().started().count())
        .isEqualTo(results.allEvents().finished().count());
  }

  private EngineExecutionResults run(String limit, String jvmArguments) throws Exception {
    return CompletableFuture.supplyAsync(
            () ->
                EngineTestKit.engine("multihost")
                    .selectors(
                        selectClass(FeaturesTestCase.class), selectClass(DebuggedTestCase.class))
                    .configurationParameter("multihost.report.dir", reports.toString())
                    .configurationParameter("multihost.timeout.join", limit)
                    .configurationParameter("multihost.worker.jvm-arguments", jvmArguments)
                    .execute())
        .get(100, TimeUnit.SECONDS);
  }

  private static List<String> problems(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .map(Throwable::getMessage)
        .toList();
  }
}
