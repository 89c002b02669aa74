package org.multihost.migration.qemu.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.multihost.migration.qemu.NeedsQemu;
import org.multihost.migration.qemu.condition.EnabledOnQemu;

/** What a failed test leaves for the person who asks why, with real workers and real QEMUs. */
@NeedsQemu
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiagnosisTests {

  private static final List<String> HOSTS = List.of("source", "destination");

  private static final Duration FOR_LOADING = Duration.ofSeconds(60);

  private final LauncherSession session = LauncherFactory.openSession();

  /** One for all tests: another one would need other workers. */
  @TempDir static Path reports;

  @AfterAll
  void endWorkers() {
    session.close();
  }

  @Test
  void aMigrationThatTimesOutTellsWhatBothQemusAndBothProcessesDid() {
    assertThat(failures(TimedOutMigrationTestCase.class))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .contains("did not end its migration from [source] to [destination] within 2 s")
                    .containsSubsequence(
                        "Suppressed: org.multihost.migration.Diagnosis: what each host knew",
                        "[source] diagnosis: " + reports,
                        "vm1: QEMU has process id [",
                        "its guest is [running]",
                        "query-migrate: [active] after ",
                        "MIGRATION {\"status\":\"active\"}",
                        "the guest's console ends with:",
                        "[destination] diagnosis: " + reports,
                        "its guest is [inmigrate]",
                        "query-migrate: [active]"));
    HOSTS.forEach(
        host ->
            assertThat(diagnosis(host, TimedOutMigrationTestCase.class, "takesTooLong"))
                .content()
                .containsSubsequence(
                    "Test [takesTooLong] has failed. What host [" + host + "] knew of it at ",
                    "did not end its migration",
                    "log: ",
                    "vm1.qmp.log",
                    "query-status ==",
                    "\"status\" : ",
                    "query-migrate ==",
                    "\"status\" : \"active\"",
                    "events ==",
                    " s ago: MIGRATION {\"status\":\"active\"}",
                    "end of the guest's console ==",
                    "Threads of this process",
                    "\"main\" ",
                    TimedOutMigrationTestCase.class.getName() + ".takesTooLong("));
  }

  @Test
  void aQemuThatIsFrozenIsSaidToBeAndHoldsNobody() {
    assertThat(failures(FrozenQemuTestCase.class))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .containsSubsequence(
                        "its QEMU is frozen",
                        "[source] diagnosis: ",
                        "vm1: QEMU has process id [",
                        "and is [stopped]; QEMU does not answer [query-status] within 1 s",
                        "query-migrate: QEMU does not answer [query-migrate] within 1 s"));
  }

  @Test
  void aFailedCheckSpeaksForItselfAndHasItsFilesOnBothHosts() {
    assertThat(failures(FailingOnDestinationTestCase.class))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .contains("[source] diagnosis: ", "[destination] diagnosis: ")
                    .doesNotContain("query-migrate: "));
    HOSTS.forEach(
        host ->
            assertThat(diagnosis(host, FailingOnDestinationTestCase.class, "expectsTooMuch"))
                .content()
                .contains("AssertionError", "query-migrate ==", "s ago: MIGRATION {"));
  }

  @Test
  void theStateOfAFailedTestIsKeptAndGoesOnByHand(@TempDir Path directory) throws Exception {
    Path state = directory.resolve("vm1.state");
    String stream = "exec:cat " + state;

    goesOnByHand(keep(state), directory, "-incoming '" + stream + "'", "-incoming", stream);
  }

  @Test
  @Tag("long")
  @EnabledOnQemu(since = "9.0")
  void memoryAtFixedOffsetsIsKeptAndGoesOnByHand(@TempDir Path directory) throws Exception {
    Path state = directory.resolve("vm1.state");
    String on = "migration.mapped-ram=on";
    System.setProperty(KeptStateTestCase.MAPPED, "true");
    try {
      goesOnByHand(
          keep(state),
          directory,
          "-global " + on + " -incoming file:" + state,
          "-global",
          on,
          "-incoming",
          "file:" + state);
    } finally {
      System.clearProperty(KeptStateTestCase.MAPPED);
    }
  }

  private Path keep(Path state) throws Exception {
    System.setProperty(KeptStateTestCase.FILE, state.toString());
    try {
      assertThat(failures(KeptStateTestCase.class, Map.of("multihost.keep", "on-failure")))
          .allSatisfy(failure -> assertThat(failure).contains("on purpose"));
    } finally {
      System.clearProperty(KeptStateTestCase.FILE);
    }

    assertThat(state).isNotEmptyFile();
    return file("source", KeptStateTestCase.class, "fails.vm1.sh");
  }

  private static void goesOnByHand(
      Path script, Path directory, String instructions, String... arguments) throws Exception {
    assertThat(script)
        .content()
        .contains("# To go on from the saved state add " + instructions + ", and say");
    try (StartedByHand qemu = StartedByHand.of(script, directory, arguments)) {
      await().atMost(FOR_LOADING).until(() -> status(qemu).equals("paused"));
      qemu.ask("cont");
      assertThat(status(qemu)).isEqualTo("running");
    }
  }

  private static String status(StartedByHand qemu) {
    return qemu.ask("query-status").path("status").asText();
  }

  private static Path diagnosis(String host, Class<?> testClass, String test) {
    return file(host, testClass, test + ".diagnosis.txt");
  }

  /** The file of the last run of a class. */
  private static Path file(String host, Class<?> testClass, String name) {
    Path end = Path.of(host, testClass.getName().replace('$', '.'), name);
    try (Stream<Path> files = Files.walk(reports)) {
      return files
          .filter(file -> file.endsWith(end))
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> failures(Class<?> testClass) {
    return failures(testClass, Map.of());
  }

  private List<String> failures(Class<?> testClass, Map<String, String> settings) {
    List<String> failures = new CopyOnWriteArrayList<>();
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .filters(EngineFilter.includeEngines("multihost"))
                .configurationParameter("multihost.report.dir", reports.toString())
                .configurationParameters(settings)
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(thrown -> failures.add(stackTrace(thrown)));
              }
            });
    assertThat(failures).as("one of each host").hasSize(2);
    return failures;
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
