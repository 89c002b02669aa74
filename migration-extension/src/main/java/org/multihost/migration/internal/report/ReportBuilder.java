package org.multihost.migration.internal.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.multihost.migration.internal.record.Recorded;

/** The builder of a report from the recordings of the hosts and the outcomes of the tests. */
final class ReportBuilder {

  private final RunRecord record;
  private final List<Outcome> outcomes;
  private final Clocks clocks;
  private final RunFiles files;

  ReportBuilder(RunRecord record, List<Outcome> outcomes) {
    this.record = record;
    this.outcomes = outcomes;
    this.clocks = Clocks.of(record.byHost());
    this.files = new RunFiles(record);
  }

  Report build(String runId) {
    List<TestAssembly> assemblies =
        ids().stream().map(id -> new TestAssembly(id, record, clocks, outcomesOf(id))).toList();
    List<Report.Test> tests = new ArrayList<>();
    List<Report.Failure> failures = new ArrayList<>();
    Set<String> lost = new LinkedHashSet<>();
    for (TestAssembly each : assemblies) {
      Report.Test test = each.test();
      tests.add(test);
      lost.addAll(each.lostHosts());
      if (test.verdict().equals("FAILED")) {
        each.cause().first().ifPresent(first -> failures.add(failure(test, first, each)));
      }
    }
    failures.sort(Comparator.comparingLong(failure -> failure.cause().at()));
    return new Report(Report.SCHEMA, run(runId, tests), hosts(lost), folded(failures), tests);
  }

  private Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    outcomes.forEach(outcome -> ids.add(outcome.id()));
    ids.addAll(record.byTest().keySet());
    return ids;
  }

  private List<Outcome> outcomesOf(String id) {
    return outcomes.stream().filter(outcome -> outcome.id().equals(id)).toList();
  }

  private Report.Failure failure(Report.Test test, Report.Cause first, TestAssembly assembly) {
    return new Report.Failure(
        test.id(),
        simple(test.type()) + "." + test.name(),
        first,
        assembly.cause().echoes(),
        files.of(test.id()),
        test.rerun());
  }

  /** Returns the failures without those of classes that only repeat the failure of a test. */
  private static List<Report.Failure> folded(List<Report.Failure> failures) {
    return failures.stream()
        .filter(
            failure ->
                !failure.cause().isOfOthers()
                    || !TestId.of(failure.test()).method().isEmpty()
                    || failures.stream().noneMatch(each -> each != failure && isIn(failure, each)))
        .toList();
  }

  private static boolean isIn(Report.Failure ofClass, Report.Failure ofTest) {
    return ofTest.test().startsWith(ofClass.test());
  }

  static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static Report.Run run(String id, List<Report.Test> tests) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List.of("SUCCESSFUL", "FAILED", "ABORTED", "SKIPPED").forEach(each -> counts.put(each, 0));
    tests.forEach(test -> counts.merge(test.verdict(), 1, Integer::sum));
    return new Report.Run(
        id,
        tests.stream().mapToLong(Report.Test::start).filter(at -> at > 0).min().orElse(0),
        tests.stream().mapToLong(Report.Test::end).max().orElse(0),
        counts.getOrDefault("FAILED", 0) > 0 ? "FAILED" : "SUCCESSFUL",
        counts);
  }

  private List<Report.Host> hosts(Set<String> lost) {
    List<Report.Host> hosts = new ArrayList<>();
    record.byHost().forEach((name, entries) -> hosts.add(host(name, entries, lost.contains(name))));
    return hosts;
  }

  private Report.Host host(String name, List<Recorded> entries, boolean lost) {
    List<Recorded.Host> told = RunRecord.only(Recorded.Host.class, entries);
    Optional<Recorded.Host> latest =
        told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
    Clocks.Offset offset = clocks.of(name);
    return new Report.Host(
        name,
        told.stream()
            .map(Recorded.Host::hypervisor)
            .filter(text -> text != null)
            .findFirst()
            .orElse(null),
        latest.map(Recorded.Host::jdk).orElse(null),
        latest.map(Recorded.Host::system).orElse(null),
        latest.map(Recorded.Host::processors).orElse(0),
        latest.map(Recorded.Host::process).orElse(0L),
        offset.millis(),
        offset.uncertainty(),
        lost,
        lost ? LastWord.of(entries.get(entries.size() - 1)) : null,
        files.ofHost(name));
  }
}
