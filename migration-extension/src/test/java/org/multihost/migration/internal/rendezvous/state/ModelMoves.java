package org.multihost.migration.internal.rendezvous.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.Exploration.Trail;
import org.multihost.migration.internal.rendezvous.state.Exploration.World;
import org.multihost.migration.internal.rendezvous.state.ModelHost.At;
import org.multihost.migration.internal.rendezvous.state.ModelHost.Wait;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** The worlds that can follow a world, by one command of one host: well-behaved, or a fault. */
final class ModelMoves {

  static final String TYPE = "C";
  private static final String LANE = "lane";

  private final Exploration limits;
  private final World world;
  private final List<World> next = new ArrayList<>();

  public void add(World after) {
    next.add(after);
  }

  ModelMoves(Exploration limits, World world) {
    this.limits = limits;
    this.world = world;
  }

  public List<World> all() {
    for (ModelHost host : world.hosts().values()) {
      if (host.lane() != null) {
        endLane(host, host.lane());
      }
      new ModelValues(this, world).inStep(host);
      if (host.awaits() != null) {
        endWait(host, host.awaits());
      } else {
        act(host);
      }
      if (mayFail() && host.at() != At.OUTSIDE && host.at() != At.GONE && host.at() != At.LOST) {
        post(world.faulty(), new Command.Lose(host.sessionId(), "lost"))
            .goesOn(withoutWaits(host).at(At.LOST).setApart());
      }
    }
    return next;
  }

  Exploration.InTest inTest() {
    return limits.inTest();
  }

  private boolean mayFail() {
    return world.faults() < limits.faults();
  }

  private static ModelHost withoutWaits(ModelHost host) {
    return host.lane(null).at(host.at());
  }

  private void act(ModelHost host) {
    switch (host.at()) {
      case OUTSIDE -> join(host);
      case CLASS -> enterClass(host);
      case NEXT_TEST -> nextTest(host);
      case IN_TEST -> {
        switch (limits.inTest()) {
          case BARRIER, EXCUSES -> inTest(host);
          case LANE -> openLane(host);
          case VALUES -> new ModelValues(this, world).inTest(host, At.END_OF_TEST);
          case STEPS -> new ModelValues(this, world).inTest(host, At.BESIDE_LANE);
        }
      }
      case BESIDE_LANE -> inTest(host);
      case AFTER_LOOKING -> new ModelValues(this, world).await(host);
      case FAILED_IN_METHOD -> failedInMethod(host);
      case EXCUSED -> excused(host);
      case END_OF_TEST -> endOfTest(host);
      case END_OF_CLASS ->
          arrive(
              world,
              host,
              finish(host, host.type(), "end", false),
              Kind.FINISH,
              At.FINISHING_CLASS);
      case CLOSED -> closed(host);
      case LEAVING ->
          post(world, new Command.Leave(host.name(), host.sessionId())).goesOn(host.at(At.GONE));
      case LOST -> lost(host);
      default -> {}
    }
  }

  /** JUnit has closed the class, and something has failed there, or not. */
  private void closed(ModelHost host) {
    meetLast(world, host);
    if (mayFail()) {
      Command failure = ModelWords.fail(host, host.type(), ThrowableRecord.Kind.OTHER);
      meetLast(post(world.faulty(), failure).after(), host.red(true));
    }
  }

  private void meetLast(World in, ModelHost host) {
    Command meet = new Command.Finish(host.name(), ticket(in), host.type(), "last end", true);
    arrive(in, host, meet, Kind.FINISH, At.MEETING_LAST);
  }

  private void join(ModelHost host) {
    post(world, new Command.Join(host.name(), host.sessionId())).goesOn(host.at(At.CLASS));
  }

  private void lost(ModelHost host) {
    next.add(world.with(host.at(At.GONE)));
    if (host.run() < limits.runs()) {
      post(world, new Command.Replace(host.name(), "replaced")).goesOn(host.replaced());
    }
  }

  private void enterClass(ModelHost host) {
    Command enter =
        new Command.EnterClass(host.name(), ticket(world), TYPE, limits.hosts(), "plan");
    arrive(world, host, enter, Kind.ENTER, At.ENTERING_CLASS);
    if (mayFail()) {
      stayOut(world.faulty(), host, TYPE, ModelWords.skipped(host))
          .goesOn(host.at(At.LEAVING).setApart());
      stayOut(world.faulty(), host, TYPE, ModelWords.failed(host)).goesOn(ended(host.red(true)));
    }
  }

  private void nextTest(ModelHost host) {
    if (host.test() == limits.tests()) {
      Command meet = finish(host, host.type(), "end of the tests", false);
      arrive(world, host, meet, Kind.FINISH, At.MEETING);
      return;
    }
    Command enter =
        new Command.EnterTest(host.name(), ticket(world), host.type(), test(host), "plan");
    arrive(world, host, enter, Kind.ENTER, At.ENTERING_TEST);
    if (mayFail()) {
      ModelHost after = host.nextTest(host.test() + 1);
      stayOut(world.faulty(), host, test(host), ModelWords.skipped(host)).goesOn(after);
      stayOut(world.faulty(), host, test(host), ModelWords.failed(host)).goesOn(after.red(true));
      post(world.faulty(), ModelWords.fail(host, host.type(), ThrowableRecord.Kind.OTHER))
          .goesOn(host.nextTest(limits.tests()).red(true));
      next.add(world.faulty().with(after));
    }
  }

  private void inTest(ModelHost host) {
    Command arrival =
        new Command.Arrive(
            host.name(), ticket(world), host.scope(), Barrier.MAIN, "x", "", limits.hosts());
    arrive(world, host, arrival, Kind.INSIDE, At.AT_BARRIER);
    faultsInTest(host);
  }

  void faultsInTest(ModelHost host) {
    if (mayFail()) {
      ModelHost after = host.at(At.END_OF_TEST);
      post(world.faulty(), ModelWords.fail(host, host.scope(), ThrowableRecord.Kind.OTHER))
          .goesOn(failedInTest(host));
      post(world.faulty(), ModelWords.fail(host, host.scope(), ThrowableRecord.Kind.ABORTED))
          .goesOn(after);
      next.add(world.faulty().with(after));
    }
  }

  private ModelHost failedInTest(ModelHost host) {
    return limits.inTest() == Exploration.InTest.EXCUSES
        ? host.at(At.FAILED_IN_METHOD)
        : host.at(At.END_OF_TEST).red(true);
  }

  /** Another extension turns the failure into an abort, or lets it be. */
  private void failedInMethod(ModelHost host) {
    next.add(world.with(host.at(At.END_OF_TEST).red(true)));
    post(world, ModelWords.excuse(host)).goesOn(host.at(At.EXCUSED));
  }

  private void excused(ModelHost host) {
    endOfTest(host);
    if (mayFail()) {
      post(world.faulty(), ModelWords.fail(host, host.scope(), ThrowableRecord.Kind.OTHER))
          .goesOn(host.at(At.END_OF_TEST).red(true));
    }
  }

  private void openLane(ModelHost host) {
    Step opened = post(world, new Command.OpenLane(host.name(), host.scope(), LANE));
    Command arrival =
        new Command.Arrive(host.name(), ticket(world), host.scope(), LANE, "y", "", limits.hosts());
    Step arrived = post(opened.after(), arrival);
    boolean waits = arrived.reply() instanceof Reply.Arrived;
    Wait lane =
        arrived.reply() instanceof Reply.Arrived at ? Wait.at(host.name(), at, Kind.INSIDE) : null;
    Failure failure = failure(arrived.reply());
    arrived.goesOn(
        host.at(At.BESIDE_LANE).lane(lane).red(!waits && (failure == null || failure.fails())));
  }

  private void endLane(ModelHost host, Wait wait) {
    if (world.isReleased(wait)) {
      next.add(world.with(host.lane(null).red(isBroken(wait))));
    }
  }

  private boolean isBroken(Wait wait) {
    return world.failure(wait).filter(Failure::fails).isPresent();
  }

  /** The test's thread joins its background thread before the test ends. */
  private void endOfTest(ModelHost host) {
    if (ModelValues.hasMigration(world, host)) {
      post(world, new Command.CloseLane(host.name(), host.scope(), ModelValues.MIGRATION))
          .goesOn(host);
    } else if (host.lane() == null) {
      arrive(world, host, finish(host, host.scope(), "end", true), Kind.FINISH, At.FINISHING_TEST);
    } else if (mayFail()) {
      expireLane(host, host.lane());
    }
  }

  private void expireLane(ModelHost host, Wait wait) {
    if (!world.isReleased(wait)) {
      post(world.faulty(), ModelWords.expire(host, wait)).goesOn(host.lane(null).red(true));
    }
  }

  private void endWait(ModelHost host, Wait wait) {
    if (wait.kind() == Kind.VALUE) {
      new ModelValues(this, world).endWait(host, wait);
    } else if (world.isOpen(wait)) {
      opened(world, host);
    }
    world.failure(wait).ifPresent(why -> broken(world, host, why));
    boolean waits = world.look(wait) instanceof WaitState.Waiting;
    if (!world.isOpen(wait) && waits && mayFail()) {
      Step expired = post(world.faulty(), ModelWords.expire(host, wait));
      if (expired.reply() instanceof Reply.TimedOut) {
        broken(expired.after(), host, null);
      }
    }
  }

  /** The host's wait has ended as it should. */
  private void opened(World in, ModelHost host) {
    String scope = host.awaits() == null ? "" : host.awaits().reply().scope();
    switch (host.at()) {
      case ENTERING_CLASS -> next.add(in.with(host.inClass(scope)));
      case ENTERING_TEST -> next.add(in.with(host.inTest(scope)));
      case AT_BARRIER -> next.add(in.with(host.at(At.END_OF_TEST)));
      case FINISHING_TEST -> {
        boolean failed =
            in.state().brokenBy(in.state().scopes().get(scope)).filter(Failure::fails).isPresent();
        next.add(in.with(host.nextTest(host.test() + 1).red(failed)));
      }
      case MEETING -> next.add(in.with(host.at(At.END_OF_CLASS).red(failedAround(in, host))));
      case FINISHING_CLASS -> next.add(in.with(host.at(At.CLOSED).red(failedAround(in, host))));
      case MEETING_LAST -> leaveClass(in, host.red(failedAround(in, host)));
      default -> throw new IllegalStateException(host.toString());
    }
  }

  /** Something has ended the host's wait, or refused its arrival. */
  public void broken(World in, ModelHost host, @Nullable Failure why) {
    boolean fails = why == null || why.fails();
    ModelHost red = host.red(fails);
    switch (host.at()) {
      case ENTERING_CLASS ->
          stayOut(in, host, TYPE, ModelWords.echo(host, why))
              .goesOn(ended(fails ? red : red.setApart()));
      case ENTERING_TEST ->
          stayOut(in, host, test(host), ModelWords.echo(host, why))
              .goesOn(red.nextTest(host.test() + 1));
      case AT_BARRIER, AT_VALUE ->
          next.add(in.with(fails ? failedInTest(host) : host.at(At.END_OF_TEST)));
      case FINISHING_TEST -> next.add(in.with(red.nextTest(host.test() + 1)));
      case MEETING, FINISHING_CLASS, MEETING_LAST -> leaveClass(in, red);
      default -> throw new IllegalStateException(host.toString());
    }
  }

  private static boolean failedAround(World in, ModelHost host) {
    return Optional.ofNullable(in.state().scopes().get(host.type()))
        .flatMap(type -> in.state().failureAround(host.name(), type))
        .isPresent();
  }

  private void leaveClass(World in, ModelHost host) {
    post(in, new Command.LeaveClass(host.name(), host.type())).goesOn(ended(host));
  }

  /** Runs the class again if it failed and may, as a build tool does. */
  private ModelHost ended(ModelHost host) {
    return host.red() && host.run() < limits.runs() ? host.again() : host.at(At.LEAVING);
  }

  private void arrive(World in, ModelHost host, Command arrival, Kind kind, At waiting) {
    Step step = post(in, arrival);
    if (step.reply() instanceof Reply.Arrived arrived) {
      step.goesOn(host.waiting(waiting, Wait.at(host.name(), arrived, kind)));
    } else {
      broken(step.after(), host.at(waiting), failure(step.reply()));
    }
  }

  static @Nullable Failure failure(Reply reply) {
    return reply instanceof Reply.Broken broken ? broken.failure() : null;
  }

  /** New at each step of a history. */
  public static String ticket(World in) {
    return "t" + in.state().revision();
  }

  public Step post(World in, Command command) {
    RunState.Step step = in.state().apply(command, 0);
    Map<String, Integer> counts = new HashMap<>(in.counts());
    for (Barrier each : in.state().barriers().values()) {
      if (isOpen(each, step.state())) {
        counts.put(each.id(), 1);
        assertThat(each.kind() == Kind.FINISH ? List.of() : each.missing(null))
            .as("all but the last one had arrived: %s", in)
            .hasSizeLessThanOrEqualTo(1);
      }
    }
    Trail longer = new Trail(in.trail(), command.toString());
    World after = new World(step.state(), in.hosts(), counts, in.faults(), longer);
    return new Step(after, step.reply());
  }

  /** Whether that state opens the barrier; its hosts may see that state, or only a later one. */
  private static boolean isOpen(Barrier barrier, RunState after) {
    Reply.Arrived arrival = new Reply.Arrived(0, barrier.scope(), barrier.id());
    return barrier.arrived().keySet().stream()
        .map(host -> WaitState.in(after, host, barrier.kind(), arrival))
        .anyMatch(WaitState.Open.class::isInstance);
  }

  /** A command that was applied, for its host to go on from. */
  public final class Step {
    private final World after;
    private final Reply reply;

    public Step(World after, Reply reply) {
      this.after = after;
      this.reply = reply;
    }

    public World after() {
      return after;
    }

    public Reply reply() {
      return reply;
    }

    void goesOn(ModelHost host) {
      next.add(after.with(host));
    }
  }

  private Step stayOut(World in, ModelHost host, String name, Failure why) {
    return post(in, new Command.StayOut(host.name(), TYPE, limits.hosts(), name, why));
  }

  private Command finish(ModelHost host, String scope, String name, boolean last) {
    return new Command.Finish(host.name(), ticket(world), scope, name, last);
  }

  private String test(ModelHost host) {
    return TYPE + "/T" + host.test();
  }
}
