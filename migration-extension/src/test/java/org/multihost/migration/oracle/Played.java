package org.multihost.migration.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.UniqueId;
import org.multihost.migration.oracle.HostLog.Acted;
import org.multihost.migration.oracle.HostLog.Entry;
import org.multihost.migration.oracle.HostLog.Reported;
import org.multihost.migration.oracle.HostLog.Status;

/**
 * The part of one host: what it did and reported, by the units that the hosts enter together.
 *
 * @param units the tests, invocations and factories that it reported, in order
 * @param classEvents what happened outside of them
 * @param worst the worst that it reported
 */
record Played(
    HostLog log,
    Map<UniqueId, Unit> units,
    List<Event> classEvents,
    Status worst,
    List<Throwable> thrown) {

  /**
   * A test, an invocation or a factory with all its dynamic tests.
   *
   * @param status the worst of what was reported of it
   * @param events what happened in it
   */
  record Unit(Status status, List<Event> events, boolean swallowed, List<Throwable> thrown) {}

  String host() {
    return log.host();
  }

  Stream<Event> events() {
    return log.entries().stream()
        .filter(Acted.class::isInstance)
        .map(each -> ((Acted) each).event());
  }

  static Played of(HostLog log, Shape shape) {
    Map<UniqueId, Unit> units = new LinkedHashMap<>();
    List<Event> classEvents = new ArrayList<>();
    List<Throwable> thrown = new ArrayList<>();
    List<Entry> since = new ArrayList<>();
    Status worst = Status.SUCCESSFUL;
    for (Entry entry : log.entries()) {
      since.add(entry);
      if (entry instanceof Acted acted && shape.isOfClass(acted.event().point())) {
        classEvents.add(acted.event());
      }
      if (entry instanceof Reported reported) {
        worst = worse(worst, reported.status());
        reported.thrown().ifPresent(thrown::add);
        if (reported.isUnit()) {
          units.put(reported.id(), unit(reported.id(), since, shape));
          since.clear();
        } else if (reported.unit().isEmpty()) {
          since.forEach(each -> ofContainer(each, shape).ifPresent(classEvents::add));
          since.clear();
        }
      }
    }
    return new Played(log, units, classEvents, worst, thrown);
  }

  /** What happened in a container of tests, before any of them. */
  private static Optional<Event> ofContainer(Entry entry, Shape shape) {
    return entry instanceof Acted acted && !shape.isOfClass(acted.event().point())
        ? Optional.of(acted.event())
        : Optional.empty();
  }

  private static Unit unit(UniqueId id, List<Entry> entries, Shape shape) {
    Status status = Status.SUCCESSFUL;
    List<Event> events = new ArrayList<>();
    List<Throwable> thrown = new ArrayList<>();
    boolean swallowed = false;
    for (Entry entry : entries) {
      swallowed |= entry instanceof HostLog.Swallowed;
      if (entry instanceof Acted acted && !shape.isOfClass(acted.event().point())) {
        events.add(acted.event());
      }
      if (entry instanceof Reported reported && reported.unit().filter(id::equals).isPresent()) {
        status = worse(status, reported.status());
        reported.thrown().ifPresent(thrown::add);
      }
    }
    return new Unit(status, events, swallowed, thrown);
  }

  private static Status worse(Status one, Status other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
