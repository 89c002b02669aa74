package org.multihost.migration.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A build of Maven that has ended.
 *
 * @param results has the marks and the reports of each execution
 */
record MavenBuild(Launched launched, Path results) {

  /** The build, with the marks of one execution. */
  Launched of(Execution execution) {
    return launched.withMarks(marks(execution));
  }

  Path marks(Execution execution) {
    return results.resolve(execution.id() + ".marks");
  }

  /** The console's part of an execution. */
  String console(Execution execution) {
    String all = launched.output();
    int start = all.indexOf("(" + execution.id() + ") @ ");
    assertThat(start).as(all).isPositive();
    int end = all.indexOf("[INFO] --- ", start);
    return all.substring(start, end < 0 ? all.length() : end);
  }

  /** The number of tests of an execution that have failed. */
  int failed(Execution execution) throws Exception {
    return suites(execution).stream()
        .mapToInt(suite -> suite.counts().get("failures") + suite.counts().get("errors"))
        .sum();
  }

  /** The suites that an execution has reported. */
  List<ReportedSuite> suites(Execution execution) throws Exception {
    try (Stream<Path> files = Files.list(results.resolve(execution.id()))) {
      List<Path> reports =
          files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml")).toList();
      return ReportedSuite.read(reports);
    }
  }
}
