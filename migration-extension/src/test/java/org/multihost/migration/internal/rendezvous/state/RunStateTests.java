package org.multihost.migration.internal.rendezvous.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.internal.rendezvous.hazelcast.Wire;
import org.multihost.migration.internal.wire.ThrowableRecord;
import org.opentest4j.TestAbortedException;

/** The state machine by itself: no threads, no clock, no Hazelcast. */
final class RunStateTests {

  private static final String S = "source";
  private static final String D = "destination";
  private static final List<String> TWO = List.of(S, D);
  private static final ThrowableRecord TIMEOUT =
      ThrowableRecord.of(new BarrierTimeoutException(""));

  private RunState state = RunState.initial("r");
  private long now;
  private int tickets;
  private String parent = "";
  private String test = "";

  @BeforeEach
  void enterATest() {
    TWO.forEach(host -> apply(new Command.Join(host, "session of " + host)));
    for (String host : TWO) {
      parent = entered(new Command.EnterClass(host, ticket(), "C", TWO, ""));
    }
    for (String host : TWO) {
      test = entered(new Command.EnterTest(host, ticket(), parent, "T", ""));
    }
  }

  private Reply apply(Command command) {
    RunState.Step step = state.apply(command, now);
    assertThat(step.state().revision()).isEqualTo(state.revision() + 1);
    state = step.state();
    return step.reply();
  }

  private String entered(Command command) {
    return arrived(apply(command)).scope();
  }

  private static Reply.Arrived arrived(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Arrived.class);
    return (Reply.Arrived) reply;
  }

  private static String timedOut(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.TimedOut.class);
    return ((Reply.TimedOut) reply).message();
  }

  private static Failure broken(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Broken.class);
    return ((Reply.Broken) reply).failure();
  }

  private String ticket() {
    return "t" + ++tickets;
  }

  private Reply arrive(String host, String lane, String barrier) {
    return apply(new Command.Arrive(host, ticket(), test, lane, barrier, "", TWO));
  }

  private Scope scope() {
    return state.scopes().get(test);
  }

  private Failure failure() {
    return state.brokenBy(scope()).orElseThrow();
  }

  @Test
  void countsAnArrivalOnceHoweverOftenItIsPosted() {
    Command.Arrive arrival = new Command.Arrive(S, "same", test, "main", "x", "", TWO);
    Reply.Arrived first = arrived(apply(arrival));
    Reply.Arrived again = arrived(apply(arrival));
    assertThat(again.barrier()).isEqualTo(first.barrier());
    assertThat(state.barriers().get(first.barrier()).arrived()).containsOnlyKeys(S);
    arrive(D, "main", "x");
    Reply.Arrived afterwards = arrived(apply(arrival));
    assertThat(afterwards.barrier()).isEqualTo(first.barrier());
    assertThat(state.barriers()).isEmpty();
  }

  @Test
  void entersATestOnceHoweverOftenItIsPosted() {
    Command enter = new Command.EnterTest(S, "same", parent, "T2", "");
    assertThat(entered(enter)).isEqualTo(entered(enter));
    apply(new Command.EnterTest(D, ticket(), parent, "T2", ""));
    assertThat(state.barriers()).isEmpty();
    arrived(apply(enter));
    assertThat(state.barriers()).isEmpty();
  }

  @Test
  void givesEachTurnOfABarrierItsOwnId() {
    Reply.Arrived one = arrived(arrive(S, "main", "x"));
    assertThat(arrived(arrive(D, "main", "x")).barrier()).isEqualTo(one.barrier());
    assertThat(arrived(arrive(S, "main", "x")).barrier()).isNotEqualTo(one.barrier());
  }

  @Test
  void letsTheBarrierWinOverADeadlineThatComesLater() {
    Reply.Arrived arrival = arrived(arrive(S, "main", "x"));
    arrive(D, "main", "x");
    Reply late = apply(new Command.Expire(S, test, arrival.barrier(), 60_000, 0, TIMEOUT));
    assertThat(late).isEqualTo(new Reply.Done());
    assertThat(state.brokenBy(scope())).isEmpty();
  }

  @Test
  void letsTheEndOfAFailedTestWinOverADeadlineThatComesLater() {
    apply(fail(S, "no"));
    Reply.Arrived arrival = arrived(apply(new Command.Finish(S, ticket(), test, "end", true)));
    apply(new Command.Finish(D, ticket(), test, "end", true));
    Reply late = apply(new Command.Expire(S, test, arrival.barrier(), 60_000, 0, TIMEOUT));
    assertThat(late).isEqualTo(new Reply.Done());
  }

  @Test
  void saysWhoIsMissingAndWhereItWasSeen() {
    now = 2_000;
    apply(new Command.Doing(D, "PREPARE_VM"));
    apply(new Command.OpenLane(S, test, "migration #2"));
    Reply.Arrived arrival = arrived(arrive(S, "migration #2", "MIGRATE"));
    now = 60_000;
    Reply late = apply(new Command.Expire(S, test, arrival.barrier(), 60_000, 0, TIMEOUT));
    assertThat(timedOut(late))
        .isEqualTo(
            "Host [destination] did not reach barrier [MIGRATE] of migration #2 within 60 s; "
                + "arrived: [source]; missing: [destination], last seen [PREPARE_VM] 58 s ago");
    assertThat(failure().isOf(S)).isTrue();
  }

  private Reply expireAtNextClass(long stepMillis) {
    Reply.Arrived arrival = arrived(apply(new Command.EnterClass(S, ticket(), "C2", TWO, "")));
    now += 5_000;
    return apply(
        new Command.Expire(S, arrival.scope(), arrival.barrier(), 5_000, stepMillis, TIMEOUT));
  }

  @Test
  void atTheStartOfAClassAHostThatGoesOnInAnotherOneIsWaitedFor() {
    now = 1_000;
    apply(new Command.Doing(D, "its test"));
    Reply late = expireAtNextClass(60_000);
    assertThat(late).isEqualTo(new Reply.Extended(55_000));
  }

  @Test
  void atTheStartOfAClassAHostThatHasNotGoneOnForTooLongIsNotWaitedFor() {
    now = 1_000;
    apply(new Command.Doing(D, "its test"));
    assertThat(timedOut(expireAtNextClass(5_000)))
        .contains("missing: [destination], last seen [its test] 5 s ago");
  }

  @Test
  void atTheStartOfAClassAHostThatIsInNoClassIsNotWaitedFor() {
    apply(new Command.LeaveClass(D, parent));
    assertThat(expireAtNextClass(60_000)).isInstanceOf(Reply.TimedOut.class);
  }

  @Test
  void waitsForALaneThatTheOtherHostServesInTheBackground() {
    apply(new Command.OpenLane(S, test, "migration #1"));
    apply(new Command.OpenLane(D, test, "migration #1"));
    arrive(S, "migration #1", "MIGRATE");
    arrive(D, "main", "x");
    assertThat(state.brokenBy(scope())).isEmpty();
  }

  @Test
  void aHostAtTheEndOfTheTestComesToNoLaneThatItHasNotOpened() {
    apply(new Command.OpenLane(S, test, "migration #1"));
    arrive(S, "migration #1", "PREPARE_DISKS");
    apply(new Command.Finish(D, ticket(), test, "end of the test", false));
    assertThat(failure()).isInstanceOf(Failure.WrongBarrier.class);
    assertThat(failure().message())
        .contains(
            "Host [source] waits at barrier [PREPARE_DISKS] of migration #1 for [destination], which waits at the end of test [T]");
  }

  @Test
  void findsTheCircleWhenTheOtherHostServesTheLaneItself() {
    apply(new Command.OpenLane(S, test, "migration #1"));
    arrive(S, "migration #1", "MIGRATE");
    arrive(D, "main", "x");
    assertThat(state.brokenBy(scope())).as("the source's own thread may still come").isEmpty();
    arrive(S, "main", "y");
    assertThat(failure()).isInstanceOf(Failure.WrongBarrier.class);
    assertThat(failure().message())
        .contains("barrier [MIGRATE] of migration #1")
        .contains("Host [destination] waits at barrier [x]")
        .contains("Host [source] waits at barrier [y]");
    assertThat(state.barriers()).isEmpty();
  }

  @Test
  void hostsOfDifferentClassesAreToldToSelectTheSameTests() {
    apply(new Command.EnterClass(S, ticket(), "C2", TWO, ""));
    Reply second = apply(new Command.EnterClass(D, ticket(), "C3", TWO, ""));
    assertThat(messageOf(second))
        .startsWith("Hosts can never meet: ")
        .endsWith(
            ". Select the same tests (-Dtest, tags) in the same order (surefire.runOrder) on every host");
  }

  @Test
  void showsOfTwoPlansOnlyWhatDiffers() {
    apply(new Command.EnterClass(S, ticket(), "C2", TWO, "hosts\nlogin [1 s]\ntest [a]"));
    Reply second = apply(new Command.EnterClass(D, ticket(), "C2", TWO, "hosts\nlogin [2 s]"));
    assertThat(messageOf(second))
        .isEqualTo(
            "Hosts have different plans at the start of class [C2]; "
                + "only on [source]: [login [1 s], test [a]]; "
                + "only on [destination]: [login [2 s]]; "
                + "start the same tests, built from the same sources, with the same settings on every host");
  }

  @Test
  void namesOneHostOnlyIfTheOtherHasNothingMore() {
    apply(new Command.Arrive(S, ticket(), test, "main", "x", "a\nb", TWO));
    Reply second = apply(new Command.Arrive(D, ticket(), test, "main", "x", "a\nb\nc", TWO));
    assertThat(messageOf(second))
        .isEqualTo(
            "Hosts have different plans at barrier [x]; only on [destination]: [c]; "
                + "the same calls must run on every host");
  }

  @Test
  void showsPlansThatDifferInNothingButTheirOrder() {
    apply(new Command.Arrive(S, ticket(), test, "main", "x", "a\nb", TWO));
    Reply second = apply(new Command.Arrive(D, ticket(), test, "main", "x", "b\na", TWO));
    assertThat(messageOf(second))
        .contains("only on [source]: [a, b]; only on [destination]: [b, a]");
  }

  @Test
  void showsOfTestsInAnotherOrderOnlyThoseAndTheRemedy() {
    apply(new Command.EnterClass(S, ticket(), "C2", TWO, "hosts\ntest [a]\ntest [b]"));
    Reply second =
        apply(new Command.EnterClass(D, ticket(), "C2", TWO, "hosts\ntest [b]\ntest [a]"));
    assertThat(messageOf(second))
        .contains("only on [source]: [test [a], test [b]]; only on [destination]: [test [b], ")
        .contains("same order of tests", "[junit.jupiter.execution.order.random.seed]");
  }

  private static String messageOf(Reply reply) {
    return broken(reply).message();
  }

  @Test
  void keepsOnlyTheFirstFailure() {
    apply(fail(S, "first"));
    apply(fail(D, "second"));
    assertThat(failure().isOf(S)).isTrue();
    assertThat(failure().message()).contains("first");
  }

  private Command fail(String host, String message) {
    return new Command.Fail(
        host, test, "CHECK", ThrowableRecord.of(new IllegalStateException(message)));
  }

  @Test
  void breaksAllThatAHostTakesPartInWhenItIsLost() {
    arrive(S, "main", "x");
    now = 3_000;
    apply(new Command.Lose("session of " + D, "its process ended"));
    assertThat(failure()).isInstanceOf(Failure.Lost.class);
    assertThat(failure().message())
        .isEqualTo(
            "Host [destination] was lost: its process ended; "
                + "last seen [the start of test [T]] 3 s before");
    assertThat(apply(fail(S, "echo"))).isEqualTo(new Reply.Done());
    assertThat(failure()).isInstanceOf(Failure.Lost.class);
    Reply next = apply(new Command.EnterTest(S, ticket(), parent, "T2", ""));
    assertThat(broken(next)).isInstanceOf(Failure.Lost.class);
  }

  @Test
  void letsAnotherProcessTakeTheLostHostsPlaceInWhatComesNext() {
    apply(new Command.Lose("session of " + D, "its process ended"));

    apply(new Command.Replace(D, "its process ended"));
    assertThat(apply(new Command.Join(D, "another session"))).isEqualTo(new Reply.Done());
    apply(new Command.Lose("session of " + D, "its connection broke"));

    assertThat(failure()).isInstanceOf(Failure.Lost.class);
    // The same class once more, as when a build tool runs again what has failed.
    for (String host : TWO) {
      assertThat(entered(new Command.EnterClass(host, ticket(), "C", TWO, "")))
          .isNotEqualTo(parent);
    }
    assertThat(state.barriers()).isEmpty();
  }

  @Test
  void losesAHostThatIsReplacedBeforeItsLossWasNoticed() {
    arrive(S, "main", "x");

    apply(new Command.Replace(D, "its process ended"));

    assertThat(failure().message()).startsWith("Host [destination] was lost: its process ended");
    assertThat(state.barriers()).isEmpty();
    assertThat(state.hosts()).containsOnlyKeys(S);
  }

  @Test
  void doesNotMindTheLossOfAHostThatHasLeftOrOfAnother() {
    apply(new Command.Finish(D, ticket(), test, "end", true));
    apply(new Command.Leave(D, "session of " + D));
    apply(new Command.Lose("session of " + D, "its process ended"));
    apply(new Command.Lose("unknown", "its process ended"));
    assertThat(state.brokenBy(scope())).isEmpty();
    arrived(apply(new Command.Finish(S, ticket(), test, "end", true)));
    assertThat(scope().isOver()).isTrue();
  }

  @Test
  void doesNotMindTheSkipOfAHostThatTakesNoPart() {
    apply(new Command.Join("bystander", "3"));
    apply(
        new Command.StayOut(
            "bystander", "C2", TWO, "C2", Failure.skipped("bystander", "C2", "not its host")));
    Reply enter = apply(new Command.EnterClass(S, ticket(), "C2", TWO, ""));
    arrived(enter);
  }

  @Test
  void survivesTheWire() {
    apply(fail(S, "no"));
    arrive(S, "main", "x");
    apply(new Command.OpenLane(D, test, "migration #1"));
    arrive(S, "beside", "y");
    assertThat(Wire.read(Wire.write(state), RunState.class)).isEqualTo(state);
  }

  @Test
  void aHostThatHasLeftAnAbortedClassAndTheRunIsNotLostForItsTests() {
    ThrowableRecord abort = ThrowableRecord.of(new TestAbortedException("no disk"));
    String type = entered(new Command.EnterClass(S, ticket(), "C2", TWO, ""));
    apply(new Command.EnterClass(D, ticket(), "C2", TWO, ""));
    apply(new Command.Fail(S, type, "@BeforeAll", abort));
    Failure heard = Failure.thrown(D, "the set-up", abort);
    apply(new Command.StayOut(D, "C2", TWO, "C2", heard));
    apply(new Command.Leave(D, "session of " + D));

    Failure why = broken(apply(new Command.EnterTest(S, ticket(), type, "T", "")));

    assertThat(why).isInstanceOf(Failure.Aborted.class);
  }
}
