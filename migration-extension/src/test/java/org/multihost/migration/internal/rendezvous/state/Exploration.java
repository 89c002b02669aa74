package org.multihost.migration.internal.rendezvous.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.state.ModelHost.At;
import org.multihost.migration.internal.rendezvous.state.ModelHost.Wait;

/**
 * All that a run of a few hosts can come to: every interleaving of their commands, breadth first,
 * with at most so many faults.
 *
 * @param tests how many tests the class has
 * @param faults how many faults there may be in one history
 * @param runs how often a host may run the class, again if it has failed
 * @param inTest what they do in each test
 */
record Exploration(List<String> hosts, int tests, int faults, int runs, InTest inTest) {

  /** How long a host may take from one step to the next; all happens at time 0. */
  private static final long STEP = 10;

  /** What the hosts do in a test. */
  enum InTest {
    BARRIER,
    /** A barrier, beside a background lane. */
    LANE,
    /** They hand values to each other. */
    VALUES,
    /** One publishes from a migration's step, beside a barrier that others come to after that. */
    STEPS,
    /** A barrier; another extension may turn what has failed until then into an abort. */
    EXCUSES
  }

  /**
   * What the coordinator knows, where the hosts are, which barriers have opened, and which values
   * were published.
   */
  record World(
      RunState state,
      Map<String, ModelHost> hosts,
      Map<String, Integer> counts,
      int faults,
      Trail trail) {

    public World with(ModelHost host) {
      Trail longer =
          new Trail(trail, host.name() + " is " + host.at() + (host.red() ? ", red" : ""));
      return new World(state, OrderedCopies.with(hosts, host.name(), host), counts, faults, longer);
    }

    World faulty() {
      return new World(state, hosts, counts, faults + 1, new Trail(trail, "FAULT:"));
    }

    /** Whether the host may know that the barrier has opened, or the value is there. */
    public boolean isOpen(Wait wait) {
      return wait.kind() == Barrier.Kind.VALUE
          ? counts.containsKey(wait.value())
          : counts.containsKey(wait.barrier()) || look(wait) instanceof WaitState.Open;
    }

    /** What production code makes of the state for that wait. */
    public WaitState look(Wait wait) {
      return WaitState.in(state, wait.host(), wait.kind(), wait.reply());
    }

    Optional<Failure> failure(Wait wait) {
      return look(wait) instanceof WaitState.Broken broken
          ? Optional.of(broken.failure())
          : Optional.empty();
    }

    boolean isReleased(Wait wait) {
      return isOpen(wait) || !(look(wait) instanceof WaitState.Waiting) || isInDoubt(wait);
    }

    /** Whether the host is going to look for the value once more, or to tell what it has seen. */
    private boolean isInDoubt(Wait wait) {
      Barrier barrier = state.barriers().get(wait.barrier());
      return barrier != null && barrier.doubt() != null && !barrier.doubt().confirmed();
    }

    /** How it came to be. */
    @Override
    public String toString() {
      return trail + "\n" + state + "\n" + hosts.values();
    }
  }

  /** The steps that led to a world. */
  record Trail(@Nullable Trail before, String step) {
    @Override
    public String toString() {
      return (before == null ? "" : before + "\n") + step;
    }
  }

  /** Explores, and checks every state that it comes to; returns how many there are. */
  int explore() {
    Set<String> known = new HashSet<>();
    Deque<World> next = new ArrayDeque<>();
    next.add(start());
    while (!next.isEmpty()) {
      World world = next.remove();
      check(world);
      List<World> after = new ModelMoves(this, world).all();
      assertThat(after)
          .as("after %s", world)
          .satisfiesAnyOf(
              some -> assertThat(some).isNotEmpty(), none -> assertThat(isEnd(world)).isTrue());
      for (World each : after) {
        if (known.add(Canonical.text(each))) {
          next.add(each);
        }
      }
    }
    return known.size();
  }

  private World start() {
    Map<String, ModelHost> all = new LinkedHashMap<>();
    hosts.forEach(host -> all.put(host, ModelHost.of(host)));
    return new World(RunState.initial("r"), all, Map.of(), 0, new Trail(null, "start"));
  }

  private static boolean isEnd(World world) {
    return world.hosts().values().stream().allMatch(host -> host.at() == At.GONE);
  }

  private void check(World world) {
    List<Wait> waits = new ArrayList<>();
    for (ModelHost host : world.hosts().values()) {
      Optional.ofNullable(host.awaits()).ifPresent(wait -> check(world, host, wait, waits));
      Optional.ofNullable(host.lane()).ifPresent(wait -> check(world, host, wait, waits));
    }
    assertThat(WaitForGraph.of(world.state()).doomed()).as("can never open: %s", world).isEmpty();
    world.state().barriers().values().stream()
        .filter(each -> each.kind() == Barrier.Kind.VALUE && each.isCertain())
        .forEach(
            each ->
                assertThat(world.counts())
                    .as("not there for certain: %s", world)
                    .doesNotContainKey(ModelValues.key(each.scope(), each.name())));
    boolean somebodyActs =
        world.hosts().values().stream()
            .anyMatch(
                host ->
                    host.at() != At.GONE && host.awaits() == null
                        || ModelValues.hasStep(world, host));
    if (!waits.isEmpty() && !somebodyActs) {
      assertThat(waits).as("all wait for each other: %s", world).anyMatch(world::isReleased);
    }
    if (isEnd(world)) {
      checkEnd(world);
    }
  }

  private static void check(World world, ModelHost host, Wait wait, List<Wait> waits) {
    waits.add(wait);
    world.failure(wait).ifPresent(why -> checkCause(world, why));
    if (!world.isReleased(wait)) {
      Barrier barrier = world.state().barriers().get(wait.barrier());
      assertThat(barrier).as("%s waits for what is gone: %s", host, world).isNotNull();
      assertThat(barrier.arrived()).containsKey(host.name());
      long step = host.at() == At.ENTERING_CLASS ? STEP : 0;
      Command expiry = ModelWords.expire(host, wait, step);
      Reply expired = world.state().apply(expiry, STEP).reply();
      assertThat(expired instanceof Reply.TimedOut)
          .as("the deadline leads out: %s", world)
          .isTrue();
      Reply inTime = world.state().apply(expiry, 0).reply();
      if (!(inTime instanceof Reply.TimedOut)) {
        assertThat(inTime).isEqualTo(new Reply.Extended(STEP));
        checkGoesOn(world, barrier);
      }
    }
  }

  /** Only those are waited for longer who are at work in a class. */
  private static void checkGoesOn(World world, Barrier barrier) {
    for (String missing : barrier.missing(null)) {
      assertThat(world.hosts().get(missing).at())
          .as("%s", world)
          .isNotIn(At.OUTSIDE, At.CLASS, At.LEAVING, At.LOST, At.GONE);
    }
  }

  /** No cause is made up: whoever is named has failed, or is gone. */
  private static void checkCause(World world, Failure why) {
    List<ModelHost> named =
        world.hosts().values().stream().filter(host -> why.isOf(host.name())).toList();
    if (why instanceof Failure.WrongBarrier) {
      assertThat(world.faults()).as("%s", world).isPositive();
      assertThat(named).isEmpty();
      return;
    }
    ModelHost host = assertThat(named).singleElement().actual();
    if (why instanceof Failure.Lost) {
      assertThat(world.state().isGone(host.name()) || host.session() > 1).isTrue();
    } else if (why instanceof Failure.Thrown) {
      assertThat(host.red() || host.run() > 1 || host.apart() || host.isAtEndOfTest())
          .as("%s", world)
          .isTrue();
    }
  }

  private void checkEnd(World world) {
    RunState closed = world.state().apply(new Command.Close(), 0).state();
    assertThat(closed.scopes()).as("left over").isEmpty();
    assertThat(closed.barriers()).as("left over").isEmpty();
    boolean oneRun = world.hosts().values().stream().allMatch(host -> host.run() == 1);
    boolean anyRed = world.hosts().values().stream().anyMatch(ModelHost::red);
    if (oneRun && anyRed) {
      assertThat(world.hosts().values())
          .as("failed on one host, and not on another: %s", world)
          .allMatch(host -> host.red() || host.apart());
    }
    if (world.faults() == 0) {
      assertThat(anyRed).as("%s", world).isFalse();
    }
  }
}
