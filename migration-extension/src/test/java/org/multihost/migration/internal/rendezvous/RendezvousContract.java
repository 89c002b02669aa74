package org.multihost.migration.internal.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.WrongBarrierException;
import org.opentest4j.TestAbortedException;

/** What hosts may rely on when they meet, whatever the board is made of. */
public abstract class RendezvousContract extends HostsOfARun {

  @Test
  void opensABarrierWhenAllHaveCome() {
    Map<String, TestScope> tests = enter(THREE);
    CompletableFuture<Throwable> first = failing(() -> barrier(tests.get(S), "x", THREE));
    CompletableFuture<Throwable> second = failing(() -> barrier(tests.get(D), "x", THREE));
    assertThat(first).isNotDone();
    barrier(tests.get(B), "x", THREE);
    assertThat(get(first)).isNull();
    assertThat(get(second)).isNull();
  }

  @Test
  void waitsAtAClassForAHostThatIsLongerInAnotherOneThanHostsWaitForOneThatIsInNone() {
    String other = id + "/other";
    List<String> alone = List.of(D);
    ClassScope longer = connections.get(D).enterClass(other, alone, "", LONG);
    long before = run.state().revision();
    CompletableFuture<ClassScope> waiting =
        async(() -> connections.get(S).enterClass(id, TWO, "", SHORT, LONG));
    // Its arrival, and the end of its time.
    await().until(() -> waiting.isDone() || run.state().revision() >= before + 2);

    assertThat(longer.finish(LONG)).isEmpty();
    assertThat(connections.get(D).enterClass(id, TWO, "", LONG)).isNotNull();
    assertThat(get(waiting)).isNotNull();
  }

  @Test
  void opensTheSameBarrierAgainAndAgain() {
    Map<String, TestScope> tests = enter(TWO);
    onAll(
        TWO,
        host -> {
          for (int i = 0; i < 20; i++) {
            barrier(tests.get(host), "x", TWO);
          }
          return "";
        });
  }

  @Test
  void leavesOutHostsThatAreNotNamed() {
    Map<String, TestScope> tests = enter(THREE);
    onAll(
        THREE,
        host -> {
          if (!host.equals(B)) {
            barrier(tests.get(host), "x", TWO);
          }
          return tests.get(host).finish(LONG);
        });
  }

  @Test
  void refusesAHostThatIsNotAmongThoseThatMeet() {
    Map<String, TestScope> tests = enter(THREE);
    assertThatThrownBy(() -> barrier(tests.get(B), "x", TWO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[bystander]")
        .hasMessageContaining("[x]");
  }

  @Test
  void breaksEveryWaitOfOthersWithTheFirstCause() {
    Map<String, TestScope> tests = enter(THREE);
    CompletableFuture<Throwable> atBarrier = failing(() -> barrier(tests.get(S), "x", THREE));
    CompletableFuture<Throwable> atValue = failing(() -> tests.get(B).main().await("never", LONG));
    AssertionError cause = new AssertionError("the guest lost its work");
    StackTraceElement frame = cause.getStackTrace()[0];
    tests.get(D).fail("CHECK of migration #1", cause);
    for (Throwable broken : List.of(get(atBarrier), get(atValue))) {
      assertThat(broken)
          .isInstanceOf(PeerFailedException.class)
          .hasMessage(
              "Host [destination] failed while doing [CHECK of migration #1]: "
                  + "java.lang.AssertionError: the guest lost its work")
          .cause()
          .isInstanceOf(AssertionError.class);
      assertThat(broken.getCause().getStackTrace())
          .extracting(StackTraceElement::getMethodName, StackTraceElement::getLineNumber)
          .startsWith(tuple(frame.getMethodName(), frame.getLineNumber()));
      assertThat(((PeerFailedException) broken).host()).isEqualTo(D);
      assertThat(((PeerFailedException) broken).phase()).isEqualTo("CHECK of migration #1");
    }
  }

  @Test
  void keepsTheFirstFailureAndFailsLaterBarriersAtOnce() {
    Map<String, TestScope> tests = enter(TWO);
    tests.get(D).fail("a", new IllegalStateException("first"));
    tests.get(S).fail("b", new IllegalStateException("second"));
    assertThatThrownBy(() -> barrier(tests.get(S), "x", TWO)).hasMessageContaining("first");
    assertThatThrownBy(() -> tests.get(S).main().await("x", LONG)).hasMessageContaining("first");
    assertThatThrownBy(() -> barrier(tests.get(D), "x", TWO))
        .isExactlyInstanceOf(MultihostException.class)
        .hasMessageContaining("first");
    assertThat(tests.get(D).failure()).isEmpty();
    assertThat(tests.get(S).failure()).get().isInstanceOf(PeerFailedException.class);
    assertThat(tests.get(D).broken().toCompletableFuture()).isNotDone();
    assertThat(get(tests.get(S).broken().toCompletableFuture()))
        .isInstanceOf(PeerFailedException.class);
  }

  @Test
  void meetsAtTheEndInSpiteOfAFailureAndStartsTheNextTestClean() {
    Map<String, ClassScope> classes = enterClass(THREE);
    Map<String, TestScope> tests = enterTest(classes, "[test:1]");
    tests.get(D).fail("CHECK", new IllegalStateException("no"));
    Map<String, Optional<RuntimeException>> ends =
        onAll(THREE, host -> tests.get(host).finish(LONG));
    assertThat(ends.get(D)).get().isExactlyInstanceOf(MultihostException.class);
    assertThat(ends.get(S)).get().isInstanceOf(PeerFailedException.class);
    assertThat(ends.get(B)).get().isInstanceOf(PeerFailedException.class);
    Map<String, TestScope> next = enterTest(classes, "[test:2]");
    onAll(
        THREE,
        host -> {
          barrier(next.get(host), "x", THREE);
          return next.get(host).finish(LONG);
        });
    assertThat(next.get(S).failure()).isEmpty();
  }

  @Test
  void runsATestOfTheSameIdAgain() {
    Map<String, ClassScope> classes = enterClass(TWO);
    for (int i = 0; i < 3; i++) {
      Map<String, TestScope> tests = enterTest(classes, "[test:again]");
      tests.get(D).fail("CHECK", new IllegalStateException("no"));
      onAll(TWO, host -> tests.get(host).finish(LONG));
    }
    Map<String, TestScope> again = enter(TWO);
    onAll(TWO, host -> again.get(host).finish(LONG));
  }

  @Test
  void abortsOthersWhenOneAborts() {
    Map<String, TestScope> tests = enter(TWO);
    CompletableFuture<Throwable> peer = failing(() -> barrier(tests.get(S), "x", TWO));
    tests.get(D).fail("PREPARE_VM", new TestAbortedException("no KVM"));
    assertThat(get(peer))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("[destination]")
        .hasMessageContaining("no KVM");
  }

  @Test
  void abortsTheOthersWaitForASkippedTestOrClass() {
    Map<String, ClassScope> classes = enterClass(TWO);
    String skipped = id + "/[test:skipped]";
    CompletableFuture<Throwable> early = failing(() -> classes.get(S).enterTest(skipped, "", LONG));
    connections.get(D).skip(key(id), skipped, "not on Linux 4");
    assertThat(get(early))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("not on Linux 4");
    Map<String, TestScope> next = enterTest(classes, "[test:2]");
    onAll(TWO, host -> next.get(host).finish(LONG));
    connections.get(D).skip(key(id + "/other"), id + "/other", "no QEMU");
    assertThatThrownBy(() -> connections.get(S).enterClass(id + "/other", TWO, "", LONG))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no QEMU");
    enterClass(TWO);
  }

  @Test
  void failsAllWhenHostsAreAtDifferentBarriers() {
    Map<String, TestScope> tests = enter(THREE);
    CompletableFuture<Throwable> source = failing(() -> barrier(tests.get(S), "a", TWO));
    CompletableFuture<Throwable> bystander = failing(() -> barrier(tests.get(B), "c", THREE));
    CompletableFuture<Throwable> destination = failing(() -> barrier(tests.get(D), "b", TWO));
    for (Throwable each : List.of(get(source), get(destination), get(bystander))) {
      assertThat(each)
          .isInstanceOf(WrongBarrierException.class)
          .hasMessageContaining("Host [source] waits at barrier [a] for [destination]")
          .hasMessageContaining("Host [destination] waits at barrier [b] for [source]");
    }
    assertThat(tests.get(S).failure()).get().isInstanceOf(WrongBarrierException.class);
  }

  @Test
  void failsAllWhenHostsAreInDifferentTestsOrClasses() {
    Map<String, ClassScope> classes = enterClass(TWO);
    Map<String, Throwable> tests =
        onAll(
            TWO,
            host -> catchThrowable(() -> classes.get(host).enterTest(id + "/" + host, "", LONG)));
    assertThat(tests.values())
        .allSatisfy(
            each ->
                assertThat(each)
                    .isInstanceOf(WrongBarrierException.class)
                    .hasMessageContaining(id + "/source")
                    .hasMessageContaining(id + "/destination"));
    Map<String, Throwable> others =
        onAll(
            TWO,
            host ->
                catchThrowable(() -> connections.get(host).enterClass(id + host, TWO, "", LONG)));
    assertThat(others.values())
        .allSatisfy(each -> assertThat(each).isInstanceOf(WrongBarrierException.class));
  }

  @Test
  void failsAllWhenPlansDiffer() {
    Map<String, Throwable> classes =
        onAll(
            TWO,
            host ->
                catchThrowable(
                    () -> connections.get(host).enterClass(id + "/x", TWO, host + "!", LONG)));
    Map<String, TestScope> tests = enter(TWO);
    Map<String, Throwable> barriers =
        onAll(
            TWO,
            host ->
                catchThrowable(() -> tests.get(host).main().barrier("x", host + "!", TWO, LONG)));
    assertThat(List.of(classes.get(S), classes.get(D), barriers.get(S), barriers.get(D)))
        .allSatisfy(
            each ->
                assertThat(each)
                    .isInstanceOf(WrongBarrierException.class)
                    .hasMessageContaining("[source!]")
                    .hasMessageContaining("[destination!]"));
  }

  @Test
  void failsAHostThatWaitsForOneThatHasFinished() {
    Map<String, TestScope> tests = enter(TWO);
    CompletableFuture<Optional<RuntimeException>> end = async(() -> tests.get(S).finish(LONG));
    assertThatThrownBy(() -> barrier(tests.get(D), "x", TWO))
        .isInstanceOf(WrongBarrierException.class)
        .hasMessageContaining("[destination] waits at barrier [x] for [source]")
        .hasMessageContaining("has finished the test");
    assertThat(end).isNotDone();
    assertThat(tests.get(D).finish(LONG)).get().isInstanceOf(WrongBarrierException.class);
    assertThat(get(end)).get().isInstanceOf(WrongBarrierException.class);
  }

  @Test
  void keepsLanesApart() {
    Map<String, TestScope> tests = enter(TWO);
    Map<String, Lane> one = onAll(TWO, host -> tests.get(host).openLane("migration #1"));
    Map<String, Lane> two = onAll(TWO, host -> tests.get(host).openLane("migration #2"));
    CompletableFuture<Throwable> s1 = failing(() -> one.get(S).barrier("x", "", TWO, LONG));
    CompletableFuture<Throwable> d2 = failing(() -> two.get(D).barrier("x", "", TWO, LONG));
    CompletableFuture<Throwable> main = failing(() -> barrier(tests.get(S), "x", TWO));
    CompletableFuture<Throwable> s2 = failing(() -> two.get(S).barrier("x", "", TWO, LONG));
    CompletableFuture<Throwable> d1 = failing(() -> one.get(D).barrier("x", "", TWO, LONG));
    barrier(tests.get(D), "x", TWO);
    assertThat(List.of(s1, d1, s2, d2, main)).allSatisfy(each -> assertThat(get(each)).isNull());
  }

  @Test
  void endsABackgroundThreadsWaitWhenItsOwnHostGoesOnToAnotherTest() {
    Map<String, ClassScope> classes = enterClass(TWO);
    Map<String, TestScope> tests = enterTest(classes, "[test:1]");
    Lane lane = tests.get(S).openLane("migration #1");
    CompletableFuture<Throwable> left =
        failing(() -> lane.barrier("x", "", TWO, Duration.ofSeconds(3)));
    await().until(() -> run.state().barriers().size() == 1);
    CompletableFuture<Throwable> next =
        failing(() -> classes.get(S).enterTest(id + "/[test:2]", "", LONG));
    assertThat(get(left))
        .isInstanceOf(WrongBarrierException.class)
        .hasMessageContaining("gone on from the class or test of this barrier");
    classes.get(D).enterTest(id + "/[test:2]", "", LONG);
    assertThat(get(next)).isNull();
  }

  @Test
  void failsAllWhenTheBackgroundThreadsOfALaneAreAtDifferentBarriers() {
    Map<String, TestScope> tests = enter(TWO);
    Map<String, Lane> lanes = onAll(TWO, host -> tests.get(host).openLane("migration #1"));
    Map<String, Throwable> thrown =
        onAll(
            TWO,
            host -> catchThrowable(() -> lanes.get(host).barrier("at " + host, "", TWO, LONG)));
    assertThat(thrown.values())
        .allSatisfy(
            each ->
                assertThat(each)
                    .isInstanceOf(WrongBarrierException.class)
                    .hasMessageContaining("barrier [at source] of migration #1")
                    .hasMessageContaining("barrier [at destination] of migration #1"));
  }

  @Test
  void saysWhoIsMissingWhenTheTimeIsOver() {
    Map<String, TestScope> tests = enter(THREE);
    tests.get(D).doing("PREPARE_VM");
    CompletableFuture<Throwable> peer = failing(() -> barrier(tests.get(B), "x", THREE));
    assertThatThrownBy(() -> tests.get(S).main().barrier("x", "", THREE, SHORT))
        .isInstanceOf(BarrierTimeoutException.class)
        .hasMessageContaining("Host [destination] did not reach barrier [x] within ")
        .hasMessageContaining("source")
        .hasMessageContaining("missing: [destination], last seen [PREPARE_VM] ");
    assertThat(get(peer))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("Host [source] failed")
        .hasMessageContaining("did not reach barrier [x]");
    assertThatThrownBy(() -> barrier(tests.get(D), "x", THREE))
        .isInstanceOf(PeerFailedException.class);
  }

  @Test
  void failsTheOthersWhenOneDoesNotEnterOrFinishInTime() {
    Map<String, ClassScope> classes = enterClass(TWO);
    String late = id + "/[test:late]";
    assertThatThrownBy(() -> classes.get(S).enterTest(late, "", SHORT))
        .isInstanceOf(BarrierTimeoutException.class)
        .hasMessageContaining("[destination] did not reach the start of test [" + late + "]");
    assertThatThrownBy(() -> classes.get(D).enterTest(late, "", LONG))
        .isInstanceOf(PeerFailedException.class);
    Map<String, TestScope> tests = enterTest(classes, "[test:2]");
    assertThatThrownBy(() -> tests.get(S).finish(SHORT))
        .isInstanceOf(BarrierTimeoutException.class)
        .hasMessageContaining("did not reach the end of test");
    assertThat(tests.get(D).finish(LONG)).get().isInstanceOf(PeerFailedException.class);
    enterTest(classes, "[test:3]");
  }

  @Test
  void breaksTestsOfAClassThatFailed() {
    Map<String, ClassScope> classes = enterClass(TWO);
    CompletableFuture<Throwable> peer =
        failing(() -> classes.get(S).enterTest(id + "/[test:1]", "", LONG));
    classes.get(D).fail(id, "@BeforeAll", new IllegalStateException("no disk"));
    assertThat(get(peer))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("@BeforeAll")
        .hasMessageContaining("no disk");
  }

  @Test
  void tellsThoseThatWaitForAHostThatLeaves() {
    try (RendezvousRun small = newRun();
        HostConnection source = small.join(S)) {
      HostConnection destination = small.join(D);
      CompletableFuture<ClassScope> other = async(() -> destination.enterClass("c", TWO, "", LONG));
      ClassScope here = source.enterClass("c", TWO, "", LONG);
      CompletableFuture<TestScope> test = async(() -> get(other).enterTest("t", "", LONG));
      TestScope mine = here.enterTest("t", "", LONG);
      get(test);
      CompletableFuture<Throwable> waiting = failing(() -> barrier(mine, "x", TWO));
      destination.close();
      assertThat(get(waiting))
          .isInstanceOf(HostLostException.class)
          .hasMessageContaining("Host [destination] has left the run");
      assertThatThrownBy(() -> mine.finish(LONG)).isInstanceOf(HostLostException.class);
      assertThatThrownBy(() -> here.enterTest("u", "", LONG)).isInstanceOf(HostLostException.class);
      assertThat(get(mine.broken().toCompletableFuture())).isInstanceOf(HostLostException.class);
    }
  }

  @Test
  void handsOverWhatTheHostsKnowOfAFailure() {
    Map<String, TestScope> tests = enter(TWO);
    tests.get(D).fail("CHECK", new IllegalStateException("no disk"));
    onAll(
        TWO,
        host -> {
          tests.get(host).leaveAccount("I am " + host);
          return tests.get(host).finish(LONG);
        });
    Map<String, String> all = Map.of(S, "I am source", D, "I am destination");
    assertThat(tests.get(S).accounts()).isEqualTo(all);
    assertThat(tests.get(D).accounts()).isEqualTo(all);
  }

  @Test
  void waitsForWhatAHostKnowsThoughItsThreadIsInterrupted() {
    Map<String, TestScope> tests = enter(TWO);
    tests.get(S).leaveAccount("first");
    CompletableFuture<Map<String, String>> accounts =
        async(
            () -> {
              Thread.currentThread().interrupt();
              return tests.get(S).accounts();
            });
    tests.get(D).leaveAccount("second");
    assertThat(get(accounts)).isEqualTo(Map.of(S, "first", D, "second"));
  }

  @Test
  void doesNotWaitForWhatAHostThatHasLeftKnows() {
    try (RendezvousRun small = newRun();
        HostConnection source = small.join(S)) {
      HostConnection destination = small.join(D);
      CompletableFuture<ClassScope> other = async(() -> destination.enterClass("c", TWO, "", LONG));
      ClassScope here = source.enterClass("c", TWO, "", LONG);
      CompletableFuture<TestScope> test = async(() -> get(other).enterTest("t", "", LONG));
      TestScope mine = here.enterTest("t", "", LONG);
      get(test);
      destination.close();
      assertThatThrownBy(() -> mine.finish(LONG)).isInstanceOf(HostLostException.class);
      mine.leaveAccount("alone");

      long start = System.nanoTime();
      assertThat(mine.accounts()).isEqualTo(Map.of(S, "alone"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void refusesASecondHostOfTheSameName() {
    assertThatThrownBy(() -> run.join(S))
        .isInstanceOf(MultihostConfigurationException.class)
        .hasMessageContainingAll("already has a host [source]", "-DforkCount=1")
        .hasMessageContaining("multihost.host");
    enterClass(TWO);
  }

  @Test
  void forgetsClassesAndTestsThatAreOver() {
    for (int i = 0; i < 5; i++) {
      Map<String, ClassScope> classes = enterClass(THREE);
      for (int test = 0; test < 5; test++) {
        Map<String, TestScope> tests = enterTest(classes, "[test:" + test + "]");
        onAll(THREE, host -> tests.get(host).finish(LONG));
      }
    }
    assertThat(run.state().scopes()).hasSize(2);
    assertThat(run.state().barriers()).isEmpty();
  }

  @Test
  void failsTheOthersThatWaitForATestBeforeWhichOneFailed() {
    Map<String, ClassScope> classes = enterClass(TWO);
    String test = id + "/[test:1]";
    CompletableFuture<Throwable> early = failing(() -> classes.get(S).enterTest(test, "", LONG));
    connections.get(D).fail(key(id), test, "the set-up", new IllegalStateException("no disk"));
    assertThat(get(early))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContainingAll("[destination]", "the set-up", "no disk");
    Map<String, TestScope> next = enterTest(classes, "[test:2]");
    onAll(TWO, host -> next.get(host).finish(LONG));
    assertThat(next.get(S).failure()).isEmpty();
  }

  @Test
  void failsTheTestsOfAContainerInWhichOneFailedAndNoOthers() {
    Map<String, ClassScope> classes = enterClass(TWO);
    String container = id + "/[nested:Inner]";
    classes.get(D).fail(container, "@BeforeAll", new IllegalStateException("no disk"));
    assertThatThrownBy(() -> classes.get(S).enterTest(container + "/[test:1]", "", LONG))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("no disk");
    Map<String, TestScope> beside = enterTest(classes, "[test:2]");
    onAll(TWO, host -> beside.get(host).finish(LONG));
    Map<String, Optional<RuntimeException>> ends = onAll(TWO, host -> classes.get(host).meet(LONG));
    assertThat(ends.get(D)).isEmpty();
    assertThat(ends.get(S)).get().isInstanceOf(PeerFailedException.class);
  }

  @Test
  void meetsAtTheEndOfAClassWithWhatFailedThere() {
    Map<String, ClassScope> classes = enterClass(THREE);
    Map<String, TestScope> tests = enterTest(classes, "[test:1]");
    onAll(THREE, host -> tests.get(host).finish(LONG));
    CompletableFuture<Optional<RuntimeException>> early = async(() -> classes.get(S).meet(LONG));
    classes.get(D).fail(id, "@AfterAll", new IllegalStateException("still mounted"));
    assertThat(early).isNotDone();
    Map<String, Optional<RuntimeException>> ends =
        onAll(List.of(D, B), host -> classes.get(host).meet(LONG));
    assertThat(ends.get(D)).isEmpty();
    for (Optional<RuntimeException> each : List.of(get(early), ends.get(B))) {
      assertThat(each)
          .get()
          .isInstanceOf(PeerFailedException.class)
          .asString()
          .contains("@AfterAll", "still mounted");
    }
    assertThat(tests.get(S).failure()).as("the test was over").isEmpty();
    onAll(THREE, host -> classes.get(host).finish(LONG));
    enterClass(THREE);
  }

  private static TestScope whole(Map<String, ClassScope> classes, String host) {
    return classes.get(host).whole();
  }

  @Test
  void meetsInTheWholeOfAClassBeforeInAndAfterItsTests() {
    Map<String, ClassScope> classes = enterClass(TWO);
    Map<String, TestScope> wholes = onAll(TWO, host -> whole(classes, host));
    for (String test : List.of("[test:1]", "[test:2]")) {
      onAll(TWO, host -> met(wholes.get(host), "x"));
      Map<String, TestScope> tests = enterTest(classes, test);
      onAll(TWO, host -> met(tests.get(host), "x") + met(wholes.get(host), "x"));
      assertThat(onAll(TWO, host -> tests.get(host).meet(LONG)).values())
          .allMatch(Optional::isEmpty);
      onAll(TWO, host -> met(wholes.get(host), "between both ends of the test"));
      assertThat(onAll(TWO, host -> tests.get(host).finish(LONG)).values())
          .allMatch(Optional::isEmpty);
    }
    assertThat(onAll(TWO, host -> wholes.get(host).meet(LONG)).values())
        .allMatch(Optional::isEmpty);
    assertThat(onAll(TWO, host -> wholes.get(host).finish(LONG)).values())
        .allMatch(Optional::isEmpty);
    assertThat(onAll(TWO, host -> classes.get(host).meet(LONG)).values())
        .allMatch(Optional::isEmpty);
  }

  private static String met(TestScope scope, String name) {
    barrier(scope, name, TWO);
    return name;
  }

  @Test
  void breaksATestAndTheLaterOnesWhenTheWholeOfTheirClassFails() {
    Map<String, ClassScope> classes = enterClass(TWO);
    Map<String, TestScope> wholes = onAll(TWO, host -> whole(classes, host));
    Map<String, TestScope> tests = enterTest(classes, "[test:1]");
    CompletableFuture<Throwable> inTest = failing(() -> barrier(tests.get(S), "x", TWO));
    wholes.get(D).fail("running virtual machine [vm1]", new IllegalStateException("it died"));

    assertThat(get(inTest)).isInstanceOf(PeerFailedException.class).hasMessageContaining("it died");
    assertThat(get(wholes.get(S).broken().toCompletableFuture())).hasMessageContaining("it died");
    onAll(TWO, host -> tests.get(host).finish(LONG));
    String later = id + "/[test:2]";
    assertThatThrownBy(() -> classes.get(S).enterTest(later, "", LONG))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("it died");
    assertThatThrownBy(() -> classes.get(D).enterTest(later, "", LONG))
        .isExactlyInstanceOf(MultihostException.class)
        .hasMessageContaining("it died");
    onAll(TWO, host -> wholes.get(host).finish(LONG));
    assertThat(onAll(TWO, host -> classes.get(host).meet(LONG)).get(S))
        .get()
        .isInstanceOf(PeerFailedException.class);
  }

  @Test
  void breaksTheWholeOfAClassInWhichOneWaitsWhileAnotherHasGoneOnIntoATest() {
    Map<String, ClassScope> classes = enterClass(TWO);
    Map<String, TestScope> wholes = onAll(TWO, host -> whole(classes, host));
    CompletableFuture<Throwable> early = failing(() -> barrier(wholes.get(S), "x", TWO));
    await().until(() -> !run.state().barriers().isEmpty());

    assertThatThrownBy(() -> classes.get(D).enterTest(id + "/[test:1]", "", LONG))
        .isInstanceOf(WrongBarrierException.class)
        .hasMessageContainingAll("[source]", "barrier [x]", "the start of test [");
    assertThat(get(early)).isInstanceOf(WrongBarrierException.class);
  }

  @Test
  void failsAllAtOnceWhenOneHasATestMore() {
    Map<String, ClassScope> classes = enterClass(TWO);
    CompletableFuture<Optional<RuntimeException>> end = async(() -> classes.get(S).meet(LONG));
    assertThatThrownBy(() -> classes.get(D).enterTest(id + "/[test:more]", "", LONG))
        .isInstanceOf(WrongBarrierException.class)
        .hasMessageContaining("Host [destination] waits at the start of test [")
        .hasMessageContaining("for [source], which waits at the end of class [");
    assertThat(classes.get(D).meet(LONG)).isEmpty();
    assertThat(get(end)).get().isInstanceOf(WrongBarrierException.class);
  }

  @Test
  void letsAFailureBeatAnAbort() {
    Map<String, TestScope> tests = enter(TWO);
    tests.get(S).fail("the test", new TestAbortedException("no KVM"));
    tests.get(D).fail("the test", new IllegalStateException("memory differs"));
    Map<String, Optional<RuntimeException>> ends = onAll(TWO, host -> tests.get(host).finish(LONG));
    assertThat(ends.get(D)).get().isExactlyInstanceOf(MultihostException.class);
    assertThat(ends.get(S))
        .get()
        .isInstanceOf(PeerFailedException.class)
        .asString()
        .contains("memory differs");
  }

  /** The first run of a host belongs to the first of another, though that one has gone on. */
  @Test
  void runsAClassAgainAfterAnEntryThatOnlyOneHasTried() {
    assertThatThrownBy(() -> connections.get(S).enterClass(id, TWO, "", SHORT))
        .isInstanceOf(BarrierTimeoutException.class);
    CompletableFuture<ClassScope> again =
        async(() -> connections.get(S).enterClass(id, TWO, "", LONG));
    await().until(() -> !run.state().barriers().isEmpty());
    assertThatThrownBy(() -> connections.get(D).enterClass(id, TWO, "", LONG))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("did not reach the start of class");
    assertThat(connections.get(D).enterClass(id, TWO, "", LONG)).isNotNull();
    assertThat(get(again)).isNotNull();
  }
}
