package org.multihost.migration.internal.rendezvous.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.multihost.migration.internal.rendezvous.state.Barrier.Doubt;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Exploration.InTest;
import org.multihost.migration.internal.rendezvous.state.Exploration.Trail;
import org.multihost.migration.internal.rendezvous.state.Exploration.World;
import org.multihost.migration.internal.rendezvous.state.ModelHost.At;
import org.multihost.migration.internal.rendezvous.state.ModelHost.Wait;

/**
 * The moves of hosts that hand values to each other in a test. A value is published, and looked
 * for, by a move of its own, between which other hosts make theirs.
 */
final class ModelValues {

  /** The lane of a migration's steps. */
  static final String MIGRATION = "steps";

  /** Published by the step. */
  private static final String BY_STEP = "v";

  /** What each host does beside a migration, in this order, where {@code +} begins one. */
  private static final Map<String, List<String>> WITH_STEPS =
      Map.of("a", List.of("+"), "b", List.of("?v"), "c", List.of("?v"));

  /** What each host does else, in this order, where {@code !} publishes and {@code ?} awaits. */
  private static final Map<String, List<String>> STEPS =
      Map.of("a", List.of("!v", "?w"), "b", List.of("?v", "!w"), "c", List.of("?w", "?v"));

  private final ModelMoves moves;
  private final World world;

  ModelValues(ModelMoves moves, World world) {
    this.moves = moves;
    this.world = world;
  }

  public static String key(String scope, String value) {
    return "value " + scope + "/" + value;
  }

  /** The values of a test that were published. */
  public static String published(World world, String scope) {
    return List.of("v", "w").stream()
        .filter(value -> world.counts().containsKey(key(scope, value)))
        .toList()
        .toString();
  }

  /** Whether a migration of the host is under way. */
  static boolean hasMigration(World world, ModelHost host) {
    Scope scope = world.state().scopes().get(host.scope());
    return scope != null && scope.servesInBackground(host.name(), MIGRATION);
  }

  /** Whether a step of the host's migration is going to publish, whatever its own thread does. */
  static boolean hasStep(World world, ModelHost host) {
    return hasMigration(world, host)
        && List.of(At.IN_TEST, At.BESIDE_LANE, At.AT_BARRIER).contains(host.at())
        && !world.counts().containsKey(key(host.scope(), BY_STEP));
  }

  void inStep(ModelHost host) {
    if (hasStep(world, host)) {
      moves.add(stored(host, BY_STEP));
    }
  }

  /**
   * The next of what the host does in the test.
   *
   * @param then where it is when it has done all
   */
  void inTest(ModelHost host, At then) {
    if (host.step() == steps(host).size()) {
      moves.add(world.with(host.at(then)));
      return;
    }
    if (step(host).equals("+")) {
      moves
          .post(world, new Command.OpenLane(host.name(), host.scope(), MIGRATION))
          .goesOn(host.nextStep());
    } else if (step(host).startsWith("!")) {
      moves.add(stored(host, step(host).substring(1)).with(host.nextStep()));
    } else if (world.counts().containsKey(awaited(host))) {
      moves.add(world.with(host.nextStep()));
    } else {
      moves.add(world.with(host.at(At.AFTER_LOOKING)));
    }
    moves.faultsInTest(host);
  }

  private List<String> steps(ModelHost host) {
    return (moves.inTest() == InTest.STEPS ? WITH_STEPS : STEPS).get(host.name());
  }

  private String step(ModelHost host) {
    return steps(host).get(host.step());
  }

  private String awaited(ModelHost host) {
    return key(host.scope(), step(host).substring(1));
  }

  private World stored(ModelHost host, String value) {
    Map<String, Integer> counts = new HashMap<>(world.counts());
    counts.put(key(host.scope(), value), 1);
    Trail longer = new Trail(world.trail(), host.name() + " publishes " + value);
    return new World(world.state(), world.hosts(), counts, world.faults(), longer);
  }

  /** The value was not there when the host looked; by now it may be. */
  public void await(ModelHost host) {
    ModelMoves.Step step =
        moves.post(
            world,
            new Command.AwaitValue(
                host.name(),
                ModelMoves.ticket(world),
                host.scope(),
                Barrier.OF_TEST,
                step(host).substring(1)));
    if (step.reply() instanceof Reply.Arrived arrived) {
      step.goesOn(
          host.waiting(
              At.AT_VALUE, new Wait(host.name(), arrived.at(0), Kind.VALUE, awaited(host))));
    } else {
      moves.broken(step.after(), host.at(At.AT_VALUE), ModelMoves.failure(step.reply()));
    }
  }

  void endWait(ModelHost host, Wait wait) {
    if (world.isOpen(wait)) {
      moves.post(world, new Command.EndAwait(host.name(), wait.barrier())).goesOn(host.nextStep());
    }
    if (host.absence() != 0) {
      moves
          .post(world, new Command.ConfirmAbsence(wait.barrier(), host.absence()))
          .goesOn(host.absent(0));
      return;
    }
    Barrier barrier = world.state().barriers().get(wait.barrier());
    Doubt doubt = barrier == null ? null : barrier.doubt();
    if (doubt != null && !doubt.confirmed() && !world.isOpen(wait)) {
      moves.add(world.with(host.absent(doubt.number())));
    }
  }
}
