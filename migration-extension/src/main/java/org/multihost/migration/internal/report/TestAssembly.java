package org.multihost.migration.internal.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.record.Recorded;

/** The assembly of one test's part of a report, from the recordings and the outcomes. */
final class TestAssembly {

  private static final List<String> GRAVITY = List.of("SUCCESSFUL", "SKIPPED", "ABORTED", "FAILED");

  private final String id;
  private final RunRecord record;
  private final Clocks clocks;
  private final List<Outcome> outcomes;
  private final Set<String> lost = new TreeSet<>();
  private final FirstCause cause = new FirstCause();
  private final List<Report.Copy> copies;

  TestAssembly(String id, RunRecord record, Clocks clocks, List<Outcome> outcomes) {
    this.id = id;
    this.record = record;
    this.clocks = clocks;
    this.outcomes = outcomes;
    this.copies = hosts().stream().map(this::copy).toList();
  }

  private Set<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>();
    record.byHost().keySet().stream()
        .filter(host -> !record.of(id, host).isEmpty())
        .forEach(hosts::add);
    outcomes.forEach(outcome -> hosts.add(outcome.host()));
    return hosts;
  }

  private Report.Copy copy(String host) {
    List<Recorded> entries = record.of(id, host);
    List<Recorded.Ended> ends = RunRecord.only(Recorded.Ended.class, entries);
    Optional<Outcome> outcome = last(outcomes.stream().filter(o -> o.host().equals(host)).toList());
    Optional<Recorded.Ended> end = last(ends);
    RunRecord.only(Recorded.Failed.class, entries)
        .forEach(f -> cause.recorded(host, f, corrected(host, f.at())));
    if (!entries.isEmpty() && ends.isEmpty()) {
      lossOf(host).ifPresent(message -> lost(host, entries, message));
    }
    String status =
        outcome.map(Outcome::status).or(() -> end.map(Recorded.Ended::status)).orElse("FAILED");
    outcome.filter(o -> o.status().equals("FAILED")).ifPresent(o -> cause.outcome(o, o.ended()));
    end.filter(e -> outcome.isEmpty() && e.status().equals("FAILED"))
        .ifPresent(e -> cause.ended(host, e, corrected(host, e.at())));
    return new Report.Copy(
        host,
        status,
        first(entries)
            .map(e -> corrected(host, e.at()))
            .or(() -> outcome.map(Outcome::started))
            .orElse(0L),
        end.map(e -> corrected(host, e.at()))
            .or(() -> outcome.map(Outcome::ended))
            .or(() -> last(entries).map(e -> corrected(host, e.at())))
            .orElse(0L),
        outcome.map(Outcome::message).or(() -> end.map(Recorded.Ended::message)).orElse(null));
  }

  private long corrected(String host, long at) {
    return clocks.corrected(host, at);
  }

  private static <T> Optional<T> first(List<T> all) {
    return all.stream().findFirst();
  }

  private static <T> Optional<T> last(List<T> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Returns what the controller or another host says on the loss of a host. */
  private Optional<String> lossOf(String host) {
    String name = "[" + host + "]";
    String loss = HostLostException.class.getName();
    return outcomes.stream()
        .filter(o -> o.host().equals(host) && loss.equals(o.type()))
        .map(o -> String.valueOf(o.message()))
        .filter(message -> message.contains(name))
        .findFirst()
        .or(
            () ->
                record.byHost().keySet().stream()
                    .flatMap(h -> RunRecord.only(Recorded.Failed.class, record.of(id, h)).stream())
                    .filter(f -> f.type().equals(loss))
                    .map(f -> String.valueOf(f.message()))
                    .filter(message -> message.contains(name))
                    .findFirst());
  }

  private void lost(String host, List<Recorded> entries, String message) {
    lost.add(host);
    Recorded last = entries.get(entries.size() - 1);
    cause.lost(host, corrected(host, LastWord.at(last)), LastWord.of(last), message);
  }

  Set<String> lostHosts() {
    return lost;
  }

  FirstCause cause() {
    return cause;
  }

  String verdict() {
    return copies.stream()
        .map(Report.Copy::status)
        .max(Comparator.comparingInt(GRAVITY::indexOf))
        .orElse("SUCCESSFUL");
  }

  /** Returns the test's name, as people know it. */
  String name() {
    return first(outcomes)
        .map(Outcome::name)
        .or(() -> first(record.files().getOrDefault(id, List.of())).map(RunRecord.Place::test))
        .orElse(id);
  }

  Report.Test test() {
    BarrierAssembly barriers = new BarrierAssembly();
    MigrationAssembly migrations = new MigrationAssembly(clocks);
    List<Report.Phase> phases = new ArrayList<>();
    List<Report.Event> events = new ArrayList<>();
    for (Report.Copy copy : copies) {
      List<Recorded> entries = record.of(id, copy.host());
      barriers.add(copy.host(), RunRecord.only(Recorded.Barrier.class, entries), clocks);
      migrations.add(copy.host(), entries);
      RunRecord.only(Recorded.Phase.class, entries).forEach(p -> phases.add(phase(copy, p)));
      unended(copy, entries).ifPresent(phases::add);
      events.addAll(events(copy, entries));
    }
    TestId names = TestId.of(id);
    Optional<Report.Cause> first = verdict().equals("FAILED") ? cause.first() : Optional.empty();
    return new Report.Test(
        id,
        names.type(),
        name(),
        verdict(),
        copies.stream().mapToLong(Report.Copy::start).filter(at -> at > 0).min().orElse(0),
        copies.stream().mapToLong(Report.Copy::end).max().orElse(0),
        names.rerun(),
        first.map(Report.Cause::host).orElse(null),
        first.map(Report.Cause::at).orElse(null),
        copies,
        phases,
        barriers.barriers(),
        events,
        migrations.migrations());
  }

  private Report.Phase phase(Report.Copy copy, Recorded.Phase p) {
    return new Report.Phase(
        copy.host(),
        p.migration(),
        p.phase(),
        corrected(copy.host(), p.at()),
        p.took(),
        p.failed());
  }

  /** Returns the phase in which a lost host was; it lasts until the host's last entry. */
  private Optional<Report.Phase> unended(Report.Copy copy, List<Recorded> entries) {
    if (!lost.contains(copy.host())) {
      return Optional.empty();
    }
    int ended = RunRecord.only(Recorded.Phase.class, entries).size();
    long end = LastWord.at(entries.get(entries.size() - 1));
    return RunRecord.only(Recorded.PhaseBegun.class, entries).stream()
        .skip(ended)
        .map(p -> new Recorded.Phase(p.at(), p.migration(), p.phase(), end - p.at(), true))
        .map(p -> phase(copy, p))
        .findFirst();
  }

  /** Returns the events of the VMs on a host while the test ran there. */
  private List<Report.Event> events(Report.Copy copy, List<Recorded> entries) {
    if (entries.isEmpty()) {
      return List.of();
    }
    long from = entries.get(0).at();
    long to = LastWord.at(entries.get(entries.size() - 1));
    return RunRecord.only(
            Recorded.Event.class, record.byHost().getOrDefault(copy.host(), List.of()))
        .stream()
        .filter(e -> e.at() >= from && e.at() <= to)
        .map(
            e ->
                new Report.Event(
                    copy.host(),
                    e.vm(),
                    corrected(copy.host(), e.at()),
                    e.name(),
                    e.data().equals("{}") ? "" : e.data()))
        .toList();
  }
}
