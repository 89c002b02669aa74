package org.multihost.migration.internal.rendezvous.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.multihost.migration.internal.rendezvous.state.Exploration.World;
import org.multihost.migration.internal.rendezvous.state.ModelHost.Wait;

/** The text of a world without what makes no difference: numbers in ids, times, words. */
final class Canonical {

  private final Map<String, String> names = new LinkedHashMap<>();
  private final World world;

  private Canonical(World world) {
    this.world = world;
  }

  public static String text(World world) {
    return new Canonical(world).text();
  }

  private String text() {
    RunState state = world.state();
    state.scopes().keySet().forEach(id -> names.put(id, "s" + names.size()));
    List<String> parts = new ArrayList<>();
    state.hosts().forEach((name, host) -> parts.add(name + host.presence() + host.session()));
    state.scopes().values().forEach(scope -> parts.add(text(scope)));
    TreeSet<String> barriers = new TreeSet<>();
    state.barriers().values().forEach(barrier -> barriers.add(text(barrier)));
    parts.addAll(barriers);
    state.scopes().keySet().forEach(id -> parts.add(name(id) + ModelValues.published(world, id)));
    world.hosts().values().forEach(host -> parts.add(text(host)));
    return world.faults() + String.join("|", parts);
  }

  private String text(Scope scope) {
    Failure failure = scope.failure();
    return name(scope.id())
        + scope.name()
        + name(String.valueOf(scope.parent()))
        + new TreeSet<>(scope.entered())
        + new TreeSet<>(scope.left())
        + new TreeSet<>(scope.past())
        + new TreeSet<>(scope.missed())
        + (failure == null ? "" : failure.getClass().getSimpleName() + hosts(failure))
        + scope.lanes()
        + new TreeSet<>(scope.excuses().keySet());
  }

  private List<String> hosts(Failure failure) {
    return world.hosts().keySet().stream().filter(failure::isOf).toList();
  }

  private String text(Barrier barrier) {
    return barrier.kind()
        + name(barrier.scope())
        + barrier.lane()
        + barrier.name()
        + new TreeSet<>(barrier.arrived().keySet())
        + new TreeSet<>(barrier.beside())
        + (barrier.doubt() == null ? "" : barrier.doubt().confirmed());
  }

  private String text(ModelHost host) {
    return host.name()
        + host.session()
        + host.at()
        + host.run()
        + host.test()
        + name(host.type())
        + name(host.scope())
        + host.step()
        + text(host.awaits())
        + absence(host)
        + text(host.lane())
        + host.red()
        + host.apart();
  }

  private String text(Wait wait) {
    if (wait == null) {
      return "-";
    }
    boolean present = world.state().barriers().containsKey(wait.barrier());
    return wait.kind()
        + name(wait.reply().scope())
        + world.counts().get(wait.barrier())
        + world.counts().get(wait.value())
        + present;
  }

  /** Of a doubt that is over, only that it is. */
  private String absence(ModelHost host) {
    Barrier at =
        host.awaits() == null ? null : world.state().barriers().get(host.awaits().barrier());
    if (host.absence() == 0) {
      return "";
    }
    return at == null || at.doubt() == null || at.doubt().number() != host.absence()
        ? "old"
        : "new";
  }

  /** What is no longer in the state is all the same. */
  private String name(String id) {
    return names.getOrDefault(id, "?");
  }
}
