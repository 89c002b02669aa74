package org.multihost.migration.oracle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.engine.UniqueId;
import org.multihost.migration.oracle.Action.Effect;
import org.multihost.migration.oracle.HostLog.Status;

/**
 * The table of verdicts, as the user's guide has it, for what the hosts of one run of a class did:
 * says what is wrong in what they reported.
 */
final class Verdicts {

  /** The shortest limit of what waits for the test's own code. */
  private static final int SHORTEST_LIMIT_SECONDS = 240;

  private final Script script;
  private final ScriptRun.Round round;
  private final List<Played> hosts;
  private final List<Played> alive;
  private final long slowBefore;
  private final List<String> wrong = new ArrayList<>();

  private Verdicts(ScriptRun.Round round, long slowBefore) {
    this.slowBefore = slowBefore;
    this.script = round.script();
    this.round = round;
    this.hosts = round.logs().stream().map(log -> Played.of(log, script.shape())).toList();
    this.alive = hosts.stream().filter(each -> !each.log().isLost()).toList();
  }

  /** What is wrong in the outcome; nothing if all is as it should be. */
  static List<String> of(ScriptRun.Outcome outcome) {
    List<String> wrong = new ArrayList<>();
    if (outcome.stall() != null) {
      wrong.add("no wait without a deadline: " + outcome.stall());
    }
    outcome.crashes().forEach(crash -> wrong.add("the launcher never fails: " + crash));
    Duration needed = Duration.ZERO;
    for (ScriptRun.Round round : outcome.rounds()) {
      Verdicts verdicts = new Verdicts(round, needed.toSeconds());
      if (verdicts.hosts.stream().anyMatch(each -> !each.log().entries().isEmpty())) {
        needed = needed.plus(NeededTime.of(verdicts.script, verdicts.hosts));
        wrong.addAll(verdicts.judged(needed));
      }
      if (verdicts.hosts.size() > verdicts.alive.size()) {
        break;
      }
    }
    return wrong;
  }

  private List<String> judged(Duration needed) {
    sameForAll();
    everyFailureCounts();
    nothingElseFails();
    units().forEach(this::unit);
    alive.forEach(new CleanUp(wrong)::of);
    round.ends().stream()
        .filter(end -> end.compareTo(needed) > 0)
        .forEach(end -> wrong.add("no needless wait: [%s], needed [%s]".formatted(end, needed)));
    return wrong;
  }

  private Stream<Event> events() {
    return hosts.stream().flatMap(Played::events);
  }

  private Set<UniqueId> units() {
    Set<UniqueId> all = new LinkedHashSet<>();
    alive.forEach(each -> all.addAll(each.units().keySet()));
    return all;
  }

  private void sameForAll() {
    boolean failed = alive.stream().anyMatch(each -> each.worst() == Status.FAILED);
    for (Played each : alive) {
      if (failed && each.worst() != Status.FAILED && !hasEndedBefore(each) && !endsByItself()) {
        wrong.add(
            "one host's failure is every host's: [%s] is [%s]"
                .formatted(each.host(), each.worst()));
      }
    }
  }

  /** A host that has aborted or skipped the class before it entered it waits for nobody. */
  private boolean hasEndedBefore(Played host) {
    return host.worst() != Status.SUCCESSFUL
        && host.classEvents().stream().anyMatch(this::endsBefore);
  }

  /** A host that was told, when it entered the test, that another one does not run it. */
  private boolean hasEndedWithOthers(Played host, Played.Unit unit, List<Event> ofUnit) {
    return unit.status() == Status.ABORTED
        && (ofUnit.stream().anyMatch(this::endsBefore)
            || alive.stream()
                .anyMatch(other -> other != host && has(other.classEvents(), Effect.ABORTS)));
  }

  /**
   * A class that was never entered by all: another extension's failure before the entry or at the
   * end is its host's.
   */
  private boolean endsByItself() {
    List<Event> failures =
        events()
            .filter(each -> !List.of(Effect.ABORTS, Effect.NONE).contains(effect(each)))
            .toList();
    return alive.stream().flatMap(each -> each.classEvents().stream()).anyMatch(this::endsBefore)
        && !failures.isEmpty()
        && failures.stream().allMatch(this::isOutsideOfEntered);
  }

  private boolean isOutsideOfEntered(Event event) {
    return event.point() == Point.EARLY_AFTER_ALL
        || event.point() == Point.LATE_AFTER_ALL
        || event.point().isBeforeEntry() && script.shape().isOfClass(event.point());
  }

  /** Whether its host ends a class or test by it that it has not entered. */
  private boolean endsBefore(Event event) {
    return event.point().isBeforeEntry() && effect(event) == Effect.ABORTS;
  }

  private void everyFailureCounts() {
    boolean lost = alive.size() < hosts.size();
    for (Played each : alive) {
      boolean fails =
          has(each.classEvents(), Effect.FAILS)
              || lost && !hasEndedBefore(each) && !endsByItself()
              || script.more() >= 0
                  && !has(events().toList(), Effect.ABORTS)
                  && each.units().size() > script.shape().units();
      if (fails && each.worst() != Status.FAILED) {
        wrong.add(
            "a failure in the class counts: [%s] is [%s]".formatted(each.host(), each.worst()));
      }
    }
  }

  /** Where nothing fails, nothing is reported as failed, and all that was to run did. */
  private void nothingElseFails() {
    if (mayFail() || has(events().toList(), Effect.FAILS)) {
      return;
    }
    boolean quiet = !has(events().toList(), Effect.ABORTS);
    for (Played each : alive) {
      if (each.worst() == Status.FAILED) {
        wrong.add("nothing fails by itself: host [%s]: %s".formatted(each.host(), each.thrown()));
      }
      if (quiet
          && (each.worst() != Status.SUCCESSFUL || each.units().size() != script.shape().units())) {
        wrong.add(
            "all runs where nothing happens: host [%s] is [%s] with %s"
                .formatted(each.host(), each.worst(), each.units().keySet()));
      }
    }
  }

  /** Whether something other than a failure of the test's own code may fail the run. */
  private boolean mayFail() {
    long slow = events().filter(e -> e.action() == Action.SLOW).mapToLong(Event::number).sum();
    long late = script.late().stream().mapToLong(Integer::longValue).max().orElse(0);
    return alive.size() < hosts.size()
        || script.more() >= 0
        || slowBefore + slow + late >= SHORTEST_LIMIT_SECONDS
        || has(events().toList(), Effect.UNCLEAR)
        || hosts.stream()
            .flatMap(h -> h.units().values().stream())
            .anyMatch(Played.Unit::swallowed);
  }

  private void unit(UniqueId id) {
    List<Played.Unit> all =
        alive.stream().map(host -> host.units().get(id)).filter(Objects::nonNull).toList();
    List<Event> events = all.stream().flatMap(unit -> unit.events().stream()).toList();
    boolean fails =
        all.stream().anyMatch(unit -> !unit.swallowed() && has(unit.events(), Effect.FAILS));
    boolean late =
        events.stream()
            .anyMatch(
                e -> e.point() == Point.EARLY_AFTER_EACH && e.action().effect() != Effect.NONE);
    for (Played host : alive) {
      Played.Unit unit = host.units().get(id);
      boolean failed =
          unit == null
                  || unit.events().stream().anyMatch(this::endsBefore)
                  || hasEndedWithOthers(host, unit, events)
              ? host.worst() == Status.FAILED
              : unit.status() == Status.FAILED;
      if (fails && !failed && !late) {
        wrong.add(
            "a failure of one host fails the test on all: [%s] on host [%s] is [%s]"
                .formatted(last(id), host.host(), unit));
      }
      if (fails
          && late
          && unit != null
          && !unit.swallowed()
          && has(unit.events(), Effect.FAILS)
          && !failed) {
        wrong.add(
            "a failure fails the test of its own host: [%s] on host [%s] is [%s]"
                .formatted(last(id), host.host(), unit));
      }
    }
    if (!mayFail()
        && alive.stream()
            .noneMatch(
                h -> has(h.classEvents(), Effect.FAILS) || has(h.classEvents(), Effect.ABORTS))) {
      clean(id, fails, late || has(events, Effect.ABORTS));
    }
  }

  /** What is right for a test of a class in which nothing failed outside of its tests. */
  private void clean(UniqueId id, boolean fails, boolean aborts) {
    for (Played host : alive) {
      Played.Unit unit = host.units().get(id);
      if (unit == null) {
        wrong.add(
            "each host reports each test: [%s] is not on host [%s]"
                .formatted(last(id), host.host()));
      } else if (!fails && unit.status() == Status.FAILED) {
        wrong.add(
            "the next test starts clean: [%s] on host [%s] is %s"
                .formatted(last(id), host.host(), unit));
      } else if (!fails && aborts && unit.status() == Status.SUCCESSFUL && !onlyLate(id)) {
        wrong.add("an abort beats a success: [%s] on host [%s]".formatted(last(id), host.host()));
      } else if (!fails && !aborts && unit.status() != Status.SUCCESSFUL) {
        wrong.add(
            "the next test starts clean: [%s] on host [%s] is %s"
                .formatted(last(id), host.host(), unit));
      } else if (fails && !causeIsNamed(id, unit)) {
        wrong.add(
            "each host names a cause: [%s] on host [%s]: %s"
                .formatted(last(id), host.host(), unit.thrown()));
      }
    }
  }

  private boolean onlyLate(UniqueId id) {
    return eventsOf(id)
        .filter(e -> e.action().effect() == Effect.ABORTS)
        .allMatch(e -> e.point() == Point.EARLY_AFTER_EACH);
  }

  private Stream<Event> eventsOf(UniqueId id) {
    return alive.stream()
        .map(host -> host.units().get(id))
        .filter(Objects::nonNull)
        .flatMap(unit -> unit.events().stream());
  }

  private boolean causeIsNamed(UniqueId id, Played.Unit unit) {
    return unit.status() != Status.FAILED
        || eventsOf(id)
            .filter(event -> effect(event) == Effect.FAILS)
            .anyMatch(
                event -> unit.thrown().stream().anyMatch(thrown -> mentions(thrown, words(event))));
  }

  /** What a failure by it says. */
  private static String words(Event event) {
    if (event.action() == Action.MIGRATION_GOES_WRONG) {
      return "igration";
    }
    return event.action().isOfVm() ? "[vm" + event.number() + "]" : event.token();
  }

  private static boolean mentions(Throwable thrown, String token) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(token)
          || Stream.of(each.getSuppressed()).anyMatch(s -> mentions(s, token))) {
        return true;
      }
    }
    return false;
  }

  private boolean has(List<Event> events, Effect effect) {
    return events.stream().anyMatch(each -> effect(each) == effect);
  }

  /** Nothing is to be said of what an abort may have cut short, or have caused. */
  private Effect effect(Event event) {
    boolean mayBeCut =
        event.action() == Action.INTERRUPTED && !event.point().isCleanUp()
            || event.action() == Action.MIGRATION_GOES_WRONG;
    boolean alsoByItsHost =
        event.action() == Action.MIGRATION_GOES_WRONG || script.shape() == Shape.FACTORY;
    boolean cut =
        mayBeCut
            && events()
                .anyMatch(
                    e ->
                        e.action().effect() == Effect.ABORTS
                            && (alsoByItsHost || e.host() != event.host()));
    if (event.point().isCondition() && event.action() == Action.ABORT) {
      return Effect.FAILS; // as JUnit has it
    }
    return cut ? Effect.UNCLEAR : event.action().effect();
  }

  private static String last(UniqueId id) {
    return id.getLastSegment().getValue();
  }
}
