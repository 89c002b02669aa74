package org.multihost.migration.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.multihost.migration.memory.MigrationScript.Ending;

/** Scripts drawn at random; the same seed gives the same script. */
final class Scripts {

  private static final List<Integer> HOSTS = List.of(1, 2, 2, 2, 2, 3, 3, 4);
  private static final List<Integer> SECONDS = List.of(1, 5, 20, 100, 200, 400);
  private static final List<Action> ACTIONS =
      List.of(
          Action.ASSERTION,
          Action.ASSERTION,
          Action.EXCEPTION,
          Action.EXCEPTION,
          Action.ERROR,
          Action.ABORT,
          Action.ABORT,
          Action.INTERRUPTED,
          Action.SLOW,
          Action.SLOW,
          Action.LOST,
          Action.SELF_INTERRUPT);

  private final Random random;

  private Scripts(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
  }

  static Script of(long seed) {
    Scripts scripts = new Scripts(seed);
    Script script = scripts.script();
    while (!script.isSound()) {
      script = scripts.script();
    }
    return script;
  }

  private Script script() {
    Shape shape = one(List.of(Shape.values()));
    int hosts = one(HOSTS);
    List<Step> steps =
        many(3, Stream.of(Step.values()).filter(s -> shape.vms() > 0 || !s.needsVms()).toList());
    int units = shape.units() * (steps.size() + 1);
    List<Event> events = new ArrayList<>();
    int count = one(List.of(0, 1, 1, 1, 2, 2, 3, 4));
    for (int i = 0; i < count; i++) {
      events.add(event(hosts, units, shape.vms()));
    }
    List<Integer> late =
        IntStream.range(0, hosts).mapToObj(host -> chance(8) ? one(SECONDS) : 0).toList();
    List<Integer> swallowing = chance(8) ? List.of(random.nextInt(hosts)) : List.of();
    int more = shape == Shape.PARAMETERISED && chance(3) ? random.nextInt(hosts) : -1;
    return new Script(
        shape,
        hosts,
        steps,
        events,
        late,
        swallowing,
        more,
        chance(4),
        chance(3),
        random.nextInt(1000));
  }

  private Event event(int hosts, int bodies, int vms) {
    Point point = chance(3) ? Point.TEST : one(List.of(Point.values()));
    Action action = point.isCondition() && chance(2) ? Action.DISABLE : one(ACTIONS);
    int number = action == Action.SLOW ? one(SECONDS) : 0;
    if (vms > 0 && chance(3)) {
      action = one(List.of(Action.VM_DIES, Action.VM_PANICS, Action.VM_FREEZES));
      number = 1 + random.nextInt(vms);
    }
    if (point == Point.MIGRATE_ON_SOURCE && vms == 1 && chance(2)) {
      action = Action.MIGRATION_GOES_WRONG;
      number = 1 + random.nextInt(Ending.values().length - 1);
    }
    int hit = 1 + random.nextInt(point == Point.TEST ? bodies : 2);
    return new Event(random.nextInt(hosts), point, hit, action, number);
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T> List<T> many(int most, List<T> of) {
    return IntStream.range(0, random.nextInt(most + 1)).mapToObj(i -> one(of)).toList();
  }
}
