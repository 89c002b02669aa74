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
 * @param again whether the hosts run the class once more after it, undisturbed
 * @param apart whether a host leaves the run when it is through, as where a person starts each; a
 *     controller's hosts stay
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
    boolean again,
    boolean apart,
    long schedule) {

  Script {
    steps = List.copyOf(steps);
    events = List.copyOf(events);
    late = List.copyOf(late);
    swallowing = List.copyOf(swallowing);
  }

  Script withShape(Shape other) {
    return new Script(other, hosts, steps, events, late, swallowing, more, again, apart, schedule);
  }

  Script withSteps(List<Step> other) {
    return new Script(shape, hosts, other, events, late, swallowing, more, again, apart, schedule);
  }

  Script withEvents(List<Event> other) {
    return new Script(shape, hosts, steps, other, late, swallowing, more, again, apart, schedule);
  }

  Script withLate(List<Integer> other) {
    return new Script(shape, hosts, steps, events, other, swallowing, more, again, apart, schedule);
  }

  Script withSwallowing(List<Integer> other) {
    return new Script(shape, hosts, steps, events, late, other, more, again, apart, schedule);
  }

  Script withMore(int other) {
    return new Script(shape, hosts, steps, events, late, swallowing, other, again, apart, schedule);
  }

  Script withAgain(boolean other) {
    return new Script(shape, hosts, steps, events, late, swallowing, more, other, apart, schedule);
  }

  Script withApart(boolean other) {
    return new Script(shape, hosts, steps, events, late, swallowing, more, again, other, schedule);
  }

  Script withSchedule(long other) {
    return new Script(shape, hosts, steps, events, late, swallowing, more, again, apart, other);
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
        again,
        apart,
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
        false,
        apart,
        schedule);
  }

  /** Whether it can be played: a test of a user's that says so would not be wrong by itself. */
  boolean isSound() {
    List<Step> migrations = steps.stream().filter(Step::needsVms).toList();
    int unjoined = migrations.indexOf(Step.MIGRATE_ON_ITS_OWN);
    return (shape.vms() == 0 ? migrations.isEmpty() : hosts > 1)
        && (more < 0 || hosts > 1)
        && events.stream().allMatch(this::canHappen)
        && (unjoined < 0 || unjoined == migrations.size() - 1);
  }

  private boolean canHappen(Event event) {
    return event.action() != Action.MIGRATION_GOES_WRONG
        || shape.vms() == 1 && event.point() == Point.MIGRATE_ON_SOURCE;
  }

  static String hostName(int number) {
    return String.valueOf((char) ('a' + number));
  }
}
