package org.multihost.migration.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs with real workers, a JVM for each host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LocalRunTests {

  private Path reports;
  private EngineExecutionResults features;

  @BeforeAll
  void runFeatures(@TempDir Path directory) {
    reports = directory;
    features = run(selectClass(FeaturesTestCase.class.getName()), "");
  }

  @Test
  void runsEveryTestOnEveryHost() {
    features
        .testEvents()
        .assertStatistics(s -> s.started(20).succeeded(16).failed(2).aborted(2).skipped(2));
    assertThat(ids(features.testEvents().finished(), "source"))
        .containsExactlyInAnyOrderElementsOf(ids(features.testEvents().finished(), "destination"));
  }

  @Test
  void keepsTheOrderOfTheMethods() {
    assertThat(entries("place")).hasSize(4);
    assertThat(ids(features.testEvents().started(), "destination"))
        .first()
        .asString()
        .contains("[method:first(");
  }

  @Test
  void relaysFailuresWithTheirOriginalText() {
    assertThat(failures(features.testEvents()))
        .extracting(Throwable::toString)
        .containsExactlyInAnyOrder(
            "org.opentest4j.AssertionFailedError: on source ==> expected: <7> but was: <8>",
            "org.opentest4j.AssertionFailedError: on destination ==> expected: <7> but was: <8>");
  }

  @Test
  void relaysReporterEntriesOfTestsAndExtensions() {
    assertThat(entries("initialised")).containsExactly("yes", "yes");
    assertThat(entries("exists")).containsExactly("true", "true");
    assertThat(entries("marked")).contains("source", "destination").doesNotContain("no worker");
  }

  @Test
  void initialisesNothingInTheController() {
    assertThat(System.getProperty(FeaturesTestCase.INITIALISED)).isNull();
  }

  @Test
  void keepsTheOutputOfEveryHost() {
    assertThat(reports)
        .isDirectoryRecursivelyContaining("glob:**/source.log")
        .isDirectoryRecursivelyContaining("glob:**/destination.log");
  }

  @Test
  void runsOneInvocationOfTemplate() {
    EngineExecutionResults results = run(selectUniqueId(oneInvocation()), "");

    results.testEvents().assertStatistics(s -> s.started(2).succeeded(2));
  }

  @Test
  void launchesOfOneSessionShareTheirWorkersAndHaveTheirOwnParameters(@TempDir Path directory)
      throws IOException {
    try (LauncherSession session = LauncherFactory.openSession()) {
      for (String parameter : List.of("first", "second")) {
        assertThat(parametersSeen(session, directory, parameter))
            .containsExactly(parameter, parameter);
      }
      assertThat(runs(directory)).hasSize(1);

      System.setProperty("org.multihost.fixture.property", "changed");
      assertThat(parametersSeen(session, directory, "third")).containsExactly("third", "third");
      assertThat(runs(directory)).as("after another system property").hasSize(2);
    } finally {
      System.clearProperty("org.multihost.fixture.property");
    }
  }

  /** What the hosts' tests saw in one launch with it. */
  private static List<String> parametersSeen(
      LauncherSession session, Path directory, String parameter) {
    List<String> seen = new ArrayList<>();
    session
        .getLauncher()
        .execute(
            oneTest(directory, parameter),
            new TestExecutionListener() {
              @Override
              public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                Optional.ofNullable(entry.getKeyValuePairs().get("parameter")).ifPresent(seen::add);
              }
            });
    return seen;
  }

  private static LauncherDiscoveryRequest oneTest(Path reports, String parameter) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectUniqueId(oneInvocation()))
        .filters(EngineFilter.includeEngines("multihost"))
        .configurationParameter("multihost.report.dir", reports.toString())
        .configurationParameter(FeaturesTestCase.PARAMETER, parameter)
        .build();
  }

  private static String oneInvocation() {
    return "[engine:multihost]/[class:%s]/[host:source]/[test-template:repeated()]/[test-template-invocation:#2]"
        .formatted(FeaturesTestCase.class.getName());
  }

  private static List<Path> runs(Path reports) throws IOException {
    try (Stream<Path> runs = Files.list(reports)) {
      return runs.filter(Files::isDirectory).toList();
    }
  }

  @Test
  void namesHostExitCodeAndLogWhenWorkerDies() {
    EngineExecutionResults results = run(selectClass(DyingTestCase.class.getName()), "");

    assertThat(failures(results.testEvents()))
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContainingAll(
                        "Host [destination] exited", "exit code [42]", "destination.log"));
    assertThat(ids(results.testEvents().skipped(), "destination"))
        .singleElement()
        .asString()
        .endsWith("[method:comesLater()]");
    assertThat(reports)
        .isDirectoryRecursivelyContaining(this::isReportOfTheDeadHost)
        .isDirectoryRecursivelyContaining("glob:**/report.html");
  }

  private boolean isReportOfTheDeadHost(Path file) {
    if (!file.endsWith("report.json")) {
      return false;
    }
    try {
      JsonNode report = new ObjectMapper().readTree(file.toFile());
      return report.path("hosts").path(1).path("lost").asBoolean()
          && report
              .path("failures")
              .path(0)
              .path("cause")
              .path("message")
              .asText()
              .contains("exit code [42]");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anotherWorkerTakesThePlaceOfADeadOneInTheNextClass() {
    EngineExecutionResults results =
        run(
            List.of(
                selectClass(DyingTestCase.class.getName()),
                selectClass(FreezingTestCase.class.getName()),
                selectClass(FeaturesTestCase.class.getName())),
            "");

    assertThat(failures(results.testEvents()))
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .hasMessageContainingAll(
                        "Host [destination] exited",
                        "signal 9",
                        "killed because Host [destination] was lost: it sent no heartbeat"));
    assertThat(
            ids(results.testEvents().succeeded(), "destination").stream()
                .filter(id -> id.contains("FeaturesTestCase")))
        .hasSize(8);
  }

  @Test
  void failsClassWhoseWorkersCannotStart() {
    EngineExecutionResults results =
        run(selectClass(FeaturesTestCase.class.getName()), "-Xnonsense");

    assertThat(failures(results.containerEvents()))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains(
            "The worker of host [source]", "exit code [1]", "Unrecognized option: -Xnonsense");
    results.testEvents().assertStatistics(s -> s.started(0));
  }

  @Test
  void failsClassThatNamesHostTwice() {
    EngineExecutionResults results = run(selectClass(TwinHostsTestCase.class.getName()), "");

    assertThat(failures(results.containerEvents()))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("TwinHostsTestCase]", "[twin, twin]", "all different");
  }

  @Test
  void failsClassWhoseNestedClassNamesOtherHosts() {
    EngineExecutionResults results =
        run(selectClass(NestingTestCase.OtherHostsInside.class.getName()), "");

    assertThat(failures(results.containerEvents()))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("OtherHostsInside$Inner]", "[x, z]", "[x, y]");
  }

  @Test
  void runsStaticNestedClassOnHostsOfItsOwn() {
    EngineExecutionResults results = run(selectClass(NestingTestCase.Own.class.getName()), "");

    results.testEvents().assertStatistics(s -> s.started(4).failed(2).succeeded(2).skipped(0));
    assertThat(failures(results.testEvents()))
        .extracting(Throwable::getMessage)
        .as("the own failure of each host, or the one that reached it first")
        .hasSize(2)
        .allSatisfy(message -> assertThat(message).containsPattern("run on [xy]$"));
    assertThat(ids(results.testEvents().succeeded(), "y"))
        .singleElement()
        .asString()
        .endsWith("[nested-class:Inner]/[method:runs(org.multihost.migration.Hosts)]");
  }

  @Test
  void failsClassWhenSettingIsWrong() {
    EngineExecutionResults results =
        EngineTestKit.engine("multihost")
            .selectors(selectClass(FeaturesTestCase.class.getName()))
            .configurationParameter("multihost.timeout.join", "soon")
            .execute();

    assertThat(failures(results.containerEvents()))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("multihost.timeout.join", "soon");
  }

  private EngineExecutionResults run(DiscoverySelector selector, String jvmArguments) {
    return run(List.of(selector), jvmArguments);
  }

  private EngineExecutionResults run(List<DiscoverySelector> selectors, String jvmArguments) {
    return EngineTestKit.engine("multihost")
        .selectors(selectors.toArray(DiscoverySelector[]::new))
        .configurationParameter("multihost.report.dir", reports.toString())
        .configurationParameter("multihost.worker.jvm-arguments", jvmArguments)
        .execute();
  }

  private List<String> entries(String key) {
    return features.allEvents().reportingEntryPublished().stream()
        .flatMap(event -> event.getPayload(ReportEntry.class).stream())
        .map(ReportEntry::getKeyValuePairs)
        .flatMap((Map<String, String> pairs) -> Stream.ofNullable(pairs.get(key)))
        .toList();
  }

  /** The events' ids on a host, without the host. */
  private static List<String> ids(Events events, String host) {
    String segment = "/[host:" + host + "]";
    return events.stream()
        .map(event -> event.getTestDescriptor().getUniqueId().toString())
        .filter(id -> id.contains(segment))
        .map(id -> id.replace(segment, ""))
        .toList();
  }

  private static List<Throwable> failures(Events events) {
    return events.failed().stream()
        .map((Event event) -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }
}
