package org.multihost.migration.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The search for the simplest script that still goes wrong. */
final class Shrinking {

  private Shrinking() {}

  /**
   * The simplest that can be found.
   *
   * @param script goes wrong
   * @param goesWrong whether another one does, in the same way
   */
  static Script of(Script script, Predicate<Script> goesWrong) {
    Script simplest = script;
    Optional<Script> next = Optional.of(script);
    while (next.isPresent()) {
      simplest = next.get();
      next = simpler(simplest).stream().filter(Script::isSound).filter(goesWrong).findFirst();
    }
    return simplest;
  }

  /** Each a little simpler, the boldest first. */
  private static List<Script> simpler(Script script) {
    List<Script> all = new ArrayList<>();
    for (int hosts = 1; hosts < script.hosts(); hosts++) {
      all.add(script.withHosts(hosts));
    }
    without(script.events()).forEach(each -> all.add(script.withEvents(each)));
    without(script.steps()).forEach(each -> all.add(script.withSteps(each)));
    without(script.swallowing()).forEach(each -> all.add(script.withSwallowing(each)));
    if (script.more() >= 0) {
      all.add(script.withMore(-1));
    }
    if (script.apart()) {
      all.add(script.withApart(false));
    }
    if (script.again()) {
      all.add(script.withAgain(false));
    }
    for (Shape shape : Shape.values()) {
      if (shape.compareTo(script.shape()) < 0) {
        all.add(script.withShape(shape));
      }
    }
    IntStream.range(0, script.late().size())
        .filter(host -> script.late().get(host) > 0)
        .forEach(host -> all.add(script.withLate(replaced(script.late(), host, 0))));
    IntStream.range(0, script.events().size())
        .forEach(
            i ->
                simpler(script.events().get(i))
                    .forEach(e -> all.add(script.withEvents(replaced(script.events(), i, e)))));
    IntStream.range(0, (int) Math.min(script.schedule(), 4))
        .forEach(schedule -> all.add(script.withSchedule(schedule)));
    return all;
  }

  private static List<Event> simpler(Event event) {
    List<Event> all = new ArrayList<>();
    for (int hit = 1; hit < event.hit(); hit++) {
      all.add(new Event(event.host(), event.point(), hit, event.action(), event.number()));
    }
    if (event.action().effect() == Action.Effect.FAILS && event.action() != Action.ASSERTION) {
      all.add(new Event(event.host(), event.point(), event.hit(), Action.ASSERTION, 0));
    }
    if (event.action() == Action.SLOW && event.number() > 1) {
      all.add(new Event(event.host(), event.point(), event.hit(), Action.SLOW, 1));
    }
    return all;
  }

  private static <T> List<List<T>> without(List<T> list) {
    return IntStream.range(0, list.size())
        .mapToObj(
            i -> {
              List<T> rest = new ArrayList<>(list);
              rest.remove(i);
              return rest;
            })
        .toList();
  }

  private static <T> List<T> replaced(List<T> list, int index, T element) {
    List<T> other = new ArrayList<>(list);
    other.set(index, element);
    return other;
  }
}
