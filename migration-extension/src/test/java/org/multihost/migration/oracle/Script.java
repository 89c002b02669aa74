package org.multihost.migration.oracle;

import java.util.List;

/**
 * A run to be played: plain data, which can be kept as JSON.
 *
 * @param shape the test class
 * @param hosts how many, 1 to 4
 * @param steps what each test's body does on every host
 * @param events what happens besides
 * @param late how many seconds each host comes later, by its number
 * @param swallowing the hosts whose test bodies catch whatever is thrown in them
 * @param more the host that has one invocation more than the others, or -1
 * @param schedule the seed of the threads' order
 */
record Script(
    Shape shape,
    int hosts,
    List<Step> steps,
    List<Event> events,
    List<Integer> late,
    List<Integer> swallowing,
    int more,
    long schedule) {

  Script {
    steps = List.copyOf(steps);
    events = List.copyOf(events);
    late = List.copyOf(late);
    swallowing = List.copyOf(swallowing);
  }

  Script withShape(Shape other) {
    return new Script(other, hosts, steps, events, late, swallowing, more, schedule);
  }

  Script withSteps(List<Step> other) {
    return new Script(shape, hosts, other, events, late, swallowing, more, schedule);
  }

  Script withEvents(List<Event> other) {
    return new Script(shape, hosts, steps, other, late, swallowing, more, schedule);
  }

  Script withLate(List<Integer> other) {
    return new Script(shape, hosts, steps, events, other, swallowing, more, schedule);
  }

  Script withSwallowing(List<Integer> other) {
    return new Script(shape, hosts, steps, events, late, other, more, schedule);
  }

  Script withMore(int other) {
    return new Script(shape, hosts, steps, events, late, swallowing, other, schedule);
  }

  Script withSchedule(long other) {
    return new Script(shape, hosts, steps, events, late, swallowing, more, other);
  }

  /** With that many of its hosts. */
  Script withHosts(int count) {
    return new Script(
        shape,
        count,
        steps,
        events.stream().filter(each -> each.host() < count).toList(),
        late.subList(0, count),
        swallowing.stream().filter(each -> each < count).toList(),
        more < count ? more : -1,
        schedule);
  }

  /** The same class and hosts, with nothing that disturbs them. */
  Script undisturbed() {
    return new Script(
        shape,
        hosts,
        steps,
        List.of(),
        late.stream().map(each -> 0).toList(),
        List.of(),
        -1,
        schedule);
  }

  static String hostName(int number) {
    return String.valueOf((char) ('a' + number));
  }
}
