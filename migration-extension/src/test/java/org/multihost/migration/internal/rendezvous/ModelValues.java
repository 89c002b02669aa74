package org.multihost.migration.internal.rendezvous;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.multihost.migration.internal.rendezvous.Exploration.Trail;
import org.multihost.migration.internal.rendezvous.Exploration.World;
import org.multihost.migration.internal.rendezvous.Gathering.Doubt;
import org.multihost.migration.internal.rendezvous.Gathering.Kind;
import org.multihost.migration.internal.rendezvous.ModelHost.At;
import org.multihost.migration.internal.rendezvous.ModelHost.Wait;

/**
 * The moves of hosts that hand values to each other in a test. A value is published, and looked
 * for, by a move of its own, between which other hosts make theirs.
 */
final class ModelValues {

  /** What each host does, in this order, where {@code !} publishes and {@code ?} awaits. */
  private static final Map<String, List<String>> STEPS =
      Map.of("a", List.of("!v", "?w"), "b", List.of("?v", "!w"), "c", List.of("?w", "?v"));

  private final ModelMoves moves;
  private final World world;

  ModelValues(ModelMoves moves, World world) {
    this.moves = moves;
    this.world = world;
  }

  static String key(String scope, String value) {
    return "value " + scope + "/" + value;
  }

  /** The values of a test that were published. */
  static String published(World world, String scope) {
    return List.of("v", "w").stream()
        .filter(value -> world.counts().containsKey(key(scope, value)))
        .toList()
        .toString();
  }

  void inTest(ModelHost host) {
    if (host.step() == STEPS.get(host.name()).size()) {
      moves.add(world.with(host.at(At.END_OF_TEST)));
      return;
    }
    if (step(host).startsWith("!")) {
      moves.add(stored(host).with(host.nextStep()));
    } else if (world.counts().containsKey(awaited(host))) {
      moves.add(world.with(host.nextStep()));
    } else {
      moves.add(world.with(host.at(At.AFTER_LOOKING)));
    }
    moves.faultsInTest(host);
  }

  private static String step(ModelHost host) {
    return STEPS.get(host.name()).get(host.step());
  }

  private static String awaited(ModelHost host) {
    return key(host.scope(), step(host).substring(1));
  }

  private World stored(ModelHost host) {
    Map<String, Integer> counts = new HashMap<>(world.counts());
    counts.put(awaited(host), 1);
    Trail longer = new Trail(world.trail(), host.name() + " publishes " + step(host));
    return new World(world.state(), world.hosts(), counts, world.faults(), longer);
  }

  /** The value was not there when the host looked; by now it may be. */
  void await(ModelHost host) {
    ModelMoves.Step step =
        moves.post(
            world,
            new Command.AwaitValue(
                host.name(),
                ModelMoves.ticket(world),
                host.scope(),
                Gathering.MAIN,
                step(host).substring(1)));
    Reply reply = step.reply();
    if (reply.gathering() != null) {
      step.goesOn(host.waiting(At.AT_VALUE, new Wait(reply.at(0), Kind.VALUE, awaited(host))));
    } else {
      moves.broken(step.after(), host.at(At.AT_VALUE), reply.failure());
    }
  }

  void endWait(ModelHost host, Wait wait) {
    if (world.isOpen(wait)) {
      moves
          .post(world, new Command.EndAwait(host.name(), wait.gathering()))
          .goesOn(host.nextStep());
    }
    if (host.absence() != 0) {
      moves
          .post(world, new Command.ConfirmAbsence(wait.gathering(), host.absence()))
          .goesOn(host.absent(0));
      return;
    }
    Gathering gathering = world.state().gatherings().get(wait.gathering());
    Doubt doubt = gathering == null ? null : gathering.doubt();
    if (doubt != null && !doubt.confirmed() && !world.isOpen(wait)) {
      moves.add(world.with(host.absent(doubt.number())));
    }
  }
}
