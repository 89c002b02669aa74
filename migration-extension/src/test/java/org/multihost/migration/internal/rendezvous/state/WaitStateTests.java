package org.multihost.migration.internal.rendezvous.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;
import org.multihost.migration.internal.rendezvous.state.WaitState.Broken;
import org.multihost.migration.internal.rendezvous.state.WaitState.Open;
import org.multihost.migration.internal.rendezvous.state.WaitState.Waiting;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** The state of a wait, which follows from the run's state alone. */
final class WaitStateTests {

  private static final String S = "source";
  private static final String D = "destination";
  private static final List<String> TWO = List.of(S, D);

  private RunState state = RunState.initial("r");
  private int tickets;
  private String type = "";
  private String test = "";

  @BeforeEach
  void enterATest() {
    TWO.forEach(host -> apply(new Command.Join(host, "session of " + host)));
    TWO.forEach(host -> type = arrived(enterClass(host)).scope());
    TWO.forEach(host -> test = arrived(enterTest(host, "T")).scope());
  }

  private Reply apply(Command command) {
    RunState.Step step = state.apply(command, 0);
    state = step.state();
    return step.reply();
  }

  private String ticket() {
    return "t" + ++tickets;
  }

  private Command enterClass(String host) {
    return new Command.EnterClass(host, ticket(), "C", TWO, "");
  }

  private Command enterTest(String host, String name) {
    return new Command.EnterTest(host, ticket(), type, name, "");
  }

  private Command barrier(String host) {
    return new Command.Arrive(host, ticket(), test, Barrier.MAIN, "x", "", TWO);
  }

  private Command finish(String host) {
    return new Command.Finish(host, ticket(), test, "end", true);
  }

  private Command fail(String host) {
    return new Command.Fail(
        host, test, "CHECK", ThrowableRecord.of(new IllegalStateException("no")));
  }

  private Reply.Arrived arrived(Command command) {
    return (Reply.Arrived) apply(command);
  }

  private WaitState look(Kind kind, Reply.Arrived arrival) {
    return WaitState.in(state, S, kind, arrival);
  }

  private static Failure broken(WaitState wait) {
    assertThat(wait).isInstanceOf(Broken.class);
    return ((Broken) wait).failure();
  }

  @Test
  void aBarrierIsOpenOnceAllHaveArrived() {
    Reply.Arrived arrival = arrived(barrier(S));
    assertThat(look(Kind.INSIDE, arrival)).isEqualTo(new Waiting());
    Reply.Arrived last = arrived(barrier(D));
    assertThat(look(Kind.INSIDE, arrival)).isEqualTo(new Open());
    assertThat(WaitState.in(state, D, Kind.INSIDE, last)).isEqualTo(new Open());
  }

  @Test
  void aStateFromBeforeTheArrivalSaysNothing() {
    RunState before = state;
    Reply.Arrived arrival = arrived(barrier(S));
    assertThat(WaitState.in(before, S, Kind.INSIDE, arrival)).isEqualTo(new Waiting());
  }

  @Test
  void aFailureBreaksAWaitInsideOfATestAndNotThatForItsEnd() {
    Reply.Arrived inside = arrived(barrier(S));
    apply(fail(D));
    assertThat(broken(look(Kind.INSIDE, inside))).isInstanceOf(Failure.Thrown.class);
    Reply.Arrived end = arrived(finish(S));
    assertThat(look(Kind.FINISH, end)).isEqualTo(new Waiting());
    apply(finish(D));
    assertThat(look(Kind.FINISH, end)).isEqualTo(new Open());
  }

  @Test
  void aLostHostBreaksEveryWaitForIt() {
    Reply.Arrived end = arrived(finish(S));
    apply(new Command.Lose("session of " + D, "its process ended"));
    assertThat(broken(look(Kind.FINISH, end))).isInstanceOf(Failure.Lost.class);
  }

  @Test
  void aWaitForAValueEndsWithTheValueNotWithTheState() {
    Command await = new Command.AwaitValue(S, ticket(), test, Barrier.OF_TEST, "port");
    Reply.Arrived arrival = arrived(await);
    apply(new Command.EndAwait(S, arrival.barrier()));
    assertThat(look(Kind.VALUE, arrival)).isEqualTo(new Waiting());
    apply(fail(D));
    assertThat(broken(look(Kind.VALUE, arrival))).isInstanceOf(Failure.Thrown.class);
  }

  @Test
  void aThreadThatItsHostHasLeftBehindHasNotPassedTheBarrier() {
    apply(new Command.OpenLane(S, test, "migration #1"));
    Reply.Arrived lane =
        arrived(new Command.Arrive(S, ticket(), test, "migration #1", "x", "", TWO));
    apply(enterTest(S, "T2"));
    assertThat(broken(look(Kind.INSIDE, lane)).message())
        .isEqualTo("Host [source] has gone on from the class or test of this barrier");
  }

  @Test
  void aTestThatAllHostsHaveLeftIsOver() {
    Reply.Arrived inside = arrived(barrier(S));
    TWO.forEach(host -> apply(enterTest(host, "T2")));
    assertThat(state.scopes()).doesNotContainKey(test);
    assertThat(broken(look(Kind.INSIDE, inside))).isInstanceOf(Failure.WrongBarrier.class);
    assertThat(look(Kind.FINISH, inside)).as("nobody is waited for").isEqualTo(new Open());
  }
}
