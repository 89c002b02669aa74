package org.multihost.migration.internal.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multihost.migration.HostLostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.internal.record.Recorded;

/**
 * The search for the first cause of a failed test: a failure that a host reported of itself, or the
 * loss of a host, else what a host's copy of the test ended with. Everything else is an echo.
 */
final class FirstCause {

  private record Candidate(int rank, Report.Cause cause) {}

  private static final int OWN = 0;
  private static final int OUTCOME = 1;
  private static final int ECHO = 2;

  private final List<Candidate> candidates = new ArrayList<>();

  void recorded(String host, Recorded.Failed failed, long at) {
    if (!failed.abort()) {
      Report.Cause cause =
          new Report.Cause(host, at, failed.doing(), failed.type(), failed.message());
      candidates.add(new Candidate(failed.own() ? OWN : ECHO, cause));
    }
  }

  void lost(String host, long at, String lastSaid, String message) {
    Report.Cause cause =
        new Report.Cause(host, at, lastSaid, HostLostException.class.getName(), message);
    candidates.add(new Candidate(OWN, cause));
  }

  void outcome(Outcome outcome, long at) {
    String type = Optional.ofNullable(outcome.type()).orElse("");
    boolean echo = type.equals(PeerFailedException.class.getName());
    candidates.add(
        new Candidate(
            echo ? ECHO : OUTCOME,
            new Report.Cause(outcome.host(), at, null, type, outcome.message())));
  }

  void ended(String host, Recorded.Ended ended, long at) {
    candidates.add(new Candidate(OUTCOME, new Report.Cause(host, at, null, "", ended.message())));
  }

  /** Returns the first cause; empty if nothing failed. */
  Optional<Report.Cause> first() {
    return candidates.stream()
        .min(Comparator.comparingInt(Candidate::rank).thenComparingLong(each -> each.cause().at()))
        .map(Candidate::cause);
  }

  /** Returns one cause per other host: what the failure caused there. */
  List<Report.Cause> echoes() {
    Map<String, Report.Cause> echoes = new LinkedHashMap<>();
    String host = first().map(Report.Cause::host).orElse("");
    candidates.stream()
        .filter(each -> !each.cause().host().equals(host))
        .sorted(Comparator.comparingLong(each -> each.cause().at()))
        .forEach(each -> echoes.putIfAbsent(each.cause().host(), each.cause()));
    return List.copyOf(echoes.values());
  }
}
