package org.multihost.migration.launchers;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A way in which Maven runs tests: an execution of the user's POM. */
enum MavenRun {
  PLAIN("Maven Surefire", new Execution("surefire", "test", "plain")),
  FORKS(
      "Maven Surefire, `forkCount=2`",
      new Execution("surefire", "test", "forks"),
      "only.first",
      "only.second"),
  NEW_FORKS(
      "Maven Surefire, `reuseForks=false`",
      new Execution("surefire", "test", "new-forks"),
      "only.first",
      "only.second"),
  RERUN(
      "Maven Surefire, `rerunFailingTestsCount`",
      new Execution("surefire", "test", "rerun"),
      "destination.failed",
      "source.passed",
      "destination.passed"),
  CANCELLED(
      "Maven Surefire, `skipAfterFailureCount`",
      new Execution("surefire", "test", "cancelled"),
      "only.same-class"),
  INTEGRATION(
      "Maven Failsafe, `*IT`",
      new Execution("failsafe", "integration-test", "integration"),
      "only.integration");

  private final String title;
  private final Execution execution;
  private final Set<String> marks;

  MavenRun(String title, Execution execution, String... marks) {
    this.title = title;
    this.execution = execution;
    this.marks = new TreeSet<>(Arrays.asList(marks));
  }

  /** The marks of what runs in it, which passes except for what is to fail. */
  Set<String> expected(JUnit junit) {
    Set<String> all = new TreeSet<>(this == PLAIN ? Launched.ofShapes() : marks);
    if (cannotCancel(junit)) {
      all.add("only.next-class");
    }
    return all;
  }

  private boolean cannotCancel(JUnit junit) {
    return this == CANCELLED && !junit.hasCancellation();
  }

  /** The text of a cell that is as expected. */
  String result(JUnit junit) {
    return cannotCancel(junit) ? "all run" : "passes";
  }

  /** The runs of this form of the tests: by default, without those whose parts others have. */
  static List<MavenRun> some() {
    return LauncherTable.isWhole()
        ? List.of(values())
        : List.of(FORKS, RERUN, CANCELLED, INTEGRATION);
  }

  /** The number of tests that fail in it. */
  int failures() {
    return switch (this) {
      case RERUN -> 2; // the class that fails in each run, on each of its hosts
      case CANCELLED -> 1;
      default -> 0;
    };
  }

  Execution execution() {
    return execution;
  }

  /** The row in the documentation. */
  String title() {
    return title;
  }

  @Override
  public String toString() {
    return title;
  }
}
