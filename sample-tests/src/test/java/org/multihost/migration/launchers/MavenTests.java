package org.multihost.migration.launchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A user's project in a real Maven: one build for each version of JUnit has all executions. By
 * default there is one build.
 */
class MavenTests {

  @TempDir private static Path files;

  private static MavenBuilds builds;

  @BeforeAll
  static void compile() throws IOException {
    UsersProject.compiledIn(files);
    builds = new MavenBuilds(MavenProject.copiedTo(files, "users-project"));
  }

  @AfterAll
  static void closeAndWrite() throws IOException {
    if (builds != null) {
      builds.close();
      LauncherTable.write();
    }
  }

  private static List<JUnit> versions() {
    return LauncherTable.isWhole() ? JUnit.supported() : List.of(JUnit.V6_1);
  }

  private static MavenBuild build(JUnit junit) throws Exception {
    return builds.with(junit);
  }

  static Stream<Arguments> cells() {
    return versions().stream()
        .flatMap(junit -> MavenRun.some().stream().map(run -> Arguments.of(run, junit)));
  }

  @ParameterizedTest(name = "{0}, JUnit {1}")
  @MethodSource("cells")
  void everyTestRunsOnEveryHost(MavenRun run, JUnit junit) throws Exception {
    MavenBuild build = build(junit);

    LauncherTable.note(
        run.title(),
        junit,
        run.result(junit),
        () -> {
          build.of(run.execution()).hasPassed(run.expected(junit));
          assertThat(build.suites(run.execution()))
              .isNotEmpty()
              .allSatisfy(suite -> assertThat(suite.counts()).isEqualTo(suite.counted()));
          assertThat(build.failed(run.execution())).isEqualTo(run.failures());
        });
  }

  @Test
  void eachForkHasHostsOfItsOwn() throws Exception {
    Path marks = build(JUnit.V6_1).marks(MavenRun.FORKS.execution());
    Set<String> forks = new TreeSet<>();
    for (String mark : MavenRun.FORKS.expected(JUnit.V6_1)) {
      forks.add(Files.readString(marks.resolve(mark)));
    }
    assertThat(forks).hasSize(2);
  }

  @Test
  void aRerunIsReportedOnceForEachHost() throws Exception {
    assertThat(build(JUnit.V6_1).suites(MavenRun.RERUN.execution()))
        .flatExtracting(ReportedSuite::cases)
        .extracting(ReportedSuite.Case::name, ReportedSuite.Case::verdict)
        .containsExactlyInAnyOrder(
            tuple("failsOnce(Hosts, Rendezvous)[source][1]", "flakyError"),
            tuple("failsOnce(Hosts, Rendezvous)[destination][2]", "flakyError"),
            tuple("source", "error"),
            tuple("destination", "error"));
  }

  /**
   * The destination never comes: the fork that came first waits for it, and the other one fails.
   */
  @Test
  void aBuildOfOneHostWithSeveralForksIsToldTheRemedy() throws Exception {
    MavenBuild build = build(JUnit.V6_1);

    assertThat(build.of(MavenBuilds.ONE_PER_HOST).marks()).isEmpty();
    assertThat(build.suites(MavenBuilds.ONE_PER_HOST))
        .extracting(suite -> suite.counts().get("errors"))
        .containsExactly(1, 1);
    assertThat(build.console(MavenBuilds.ONE_PER_HOST))
        .contains("is in use", "must use one (Surefire: -DforkCount=1)");
  }

  /** Reports of a class with each shape and verdict, one that fails as a whole, a disabled one. */
  @Nested
  class Reports {

    static List<String> versionsOfSurefire() {
      return MavenBuilds.versionsOfSurefire();
    }

    private List<ReportedSuite> suites(String surefire) throws Exception {
      return build(JUnit.V6_1).suites(Execution.reports(surefire));
    }

    private String console(String surefire) throws Exception {
      return build(JUnit.V6_1).console(Execution.reports(surefire));
    }

    @ParameterizedTest
    @MethodSource("versionsOfSurefire")
    void theCountsOfASuiteAreThoseOfItsElements(String surefire) throws Exception {
      assertThat(suites(surefire))
          .allSatisfy(suite -> assertThat(suite.counts()).isEqualTo(suite.counted()))
          .extracting(ReportedSuite::name, ReportedSuite::counts)
          .containsExactlyInAnyOrder(
              tuple("demo.reported.ReportedTests", ReportedSuite.counts(26, 2, 2, 4)),
              tuple("demo.reported.FailingClassTests", ReportedSuite.counts(2, 0, 2, 0)),
              tuple("demo.reported.DisabledTests", ReportedSuite.counts(4, 0, 0, 4)));
    }

    @ParameterizedTest
    @MethodSource("versionsOfSurefire")
    void eachCaseNamesItsHostAndHasANameOfItsOwn(String surefire) throws Exception {
      for (ReportedSuite suite : suites(surefire)) {
        assertThat(suite.cases())
            .extracting(ReportedSuite.Case::name)
            .doesNotHaveDuplicates()
            .allMatch(name -> name.matches("(.*\\[)?(source|destination)(\\]\\[[12]\\])?"));
        assertThat(suite.cases())
            .extracting(ReportedSuite.Case::className)
            .containsOnly(
                suite.name().endsWith("FailingClassTests")
                    // Of a container that is no class, Surefire has only its parent's display name.
                    ? "FailingClassTests"
                    : suite.name());
      }
    }

    @ParameterizedTest
    @MethodSource("versionsOfSurefire")
    void aFailureOfAHostHasItsOwnType(String surefire) throws Exception {
      assertThat(suites(surefire))
          .flatExtracting(ReportedSuite::cases)
          .extracting(ReportedSuite.Case::type)
          .contains(
              "demo.reported.ReportedTests$OwnException",
              "org.opentest4j.AssertionFailedError",
              "org.opentest4j.TestAbortedException",
              "java.lang.IllegalArgumentException")
          .noneMatch(type -> type.contains("Rebuilt"));
      assertThat(console(surefire))
          .containsPattern("ReportedTests.throwsAnOwnException:\\d+ ReportedTests\\$Own no luck")
          .doesNotContain("Rebuilt");
    }

    @ParameterizedTest
    @MethodSource("versionsOfSurefire")
    void theConsoleHasALineForEachClass(String surefire) throws Exception {
      assertThat(console(surefire).lines().filter(line -> line.contains(" -- in demo.reported.")))
          .hasSize(3);
    }
  }
}
