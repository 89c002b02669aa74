package org.multihost.migration.internal.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.WrongBarrierException;

/** What hosts may rely on when they hand values over, whatever the board is made of. */
public abstract class ValuesContract extends HostsOfARun {

  @Test
  void handsOverAValueBeforeAndAfterItIsAwaited() {
    Map<String, TestScope> tests = enter(TWO);
    CompletableFuture<String> early = async(() -> tests.get(S).main().await("port", LONG));
    tests.get(D).main().publish("port", "4444");
    assertThat(get(early)).isEqualTo("4444");
    assertThat(tests.get(S).main().await("port", LONG)).isEqualTo("4444");
    assertThat(tests.get(D).main().await("port", LONG)).isEqualTo("4444");
  }

  @Test
  void failsTheTestWhenAValueIsPublishedTwice() {
    Map<String, TestScope> tests = enter(TWO);
    tests.get(D).main().publish("port", "1");
    assertThat(tests.get(S).main().await("port", LONG)).isEqualTo("1");
    assertThatThrownBy(() -> tests.get(S).main().publish("port", "2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[port] is published twice");
    assertThat(get(tests.get(D).broken().toCompletableFuture()))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("[port] is published twice");
  }

  @Test
  void exchangesValuesInTheOrderOfTheHosts() {
    Map<String, TestScope> tests = enter(THREE);
    for (int turn = 0; turn < 2; turn++) {
      String value = "\"" + turn;
      Map<String, Map<String, String>> all =
          onAll(
              THREE, host -> tests.get(host).main().exchange("pid", "", value + host, THREE, LONG));
      assertThat(all.values())
          .allSatisfy(
              values ->
                  assertThat(values)
                      .containsExactly(
                          Map.entry(S, value + S),
                          Map.entry(D, value + D),
                          Map.entry(B, value + B)));
    }
  }

  @Test
  void saysWhatValueWasNotHandedOverInTime() {
    Map<String, TestScope> tests = enter(TWO);
    assertThatThrownBy(() -> tests.get(S).main().await("port", SHORT))
        .isInstanceOf(BarrierTimeoutException.class)
        .hasMessageContaining("value [port]")
        .hasMessageContaining("[destination], last seen");
    assertThat(tests.get(D).failure()).get().isInstanceOf(PeerFailedException.class);
  }

  @Test
  void failsAHostAtOnceThatAwaitsAValueOfHostsAtTheEndOfTheirTest() {
    Map<String, TestScope> tests = enter(THREE);
    CompletableFuture<Throwable> waiting = failing(() -> tests.get(S).main().await("port", LONG));
    CompletableFuture<Optional<RuntimeException>> first = async(() -> tests.get(B).meet(LONG));
    await().until(() -> run.state().barriers().size() == 2);
    assertThat(waiting).isNotDone();
    CompletableFuture<Optional<RuntimeException>> last = async(() -> tests.get(D).meet(LONG));
    assertThat(get(waiting))
        .isInstanceOf(WrongBarrierException.class)
        .hasMessageContaining(
            "Host [source] waits for value [port] of [destination], which waits at the end of test")
        .hasMessageContaining("Host [source] waits for value [port] of [bystander], which waits at")
        .hasMessageContaining("Hosts [bystander, destination] is at the end of test [");
    assertThat(List.of(first, last)).noneMatch(CompletableFuture::isDone);
    assertThat(tests.get(S).meet(LONG)).get().isInstanceOf(WrongBarrierException.class);
    assertThat(get(first)).get().isInstanceOf(WrongBarrierException.class);
    assertThat(get(last)).get().isInstanceOf(WrongBarrierException.class);
  }

  @Test
  void failsAHostAtOnceThatAwaitsAValueOfOneThatHasLeftTheTest() {
    Map<String, TestScope> tests = enter(TWO);
    CompletableFuture<Optional<RuntimeException>> end = async(() -> tests.get(D).finish(LONG));
    assertThatThrownBy(() -> tests.get(S).main().await("port", LONG))
        .isInstanceOf(WrongBarrierException.class)
        .hasMessageContaining("Host [source] waits for value [port] of [destination]");
    assertThat(tests.get(S).finish(LONG)).get().isInstanceOf(WrongBarrierException.class);
    assertThat(get(end)).get().isInstanceOf(WrongBarrierException.class);
  }

  @Test
  void failsHostsAtOnceThatAwaitValuesOfEachOther() {
    Map<String, TestScope> tests = enter(TWO);
    Map<String, Throwable> thrown =
        onAll(
            TWO,
            host -> catchThrowable(() -> tests.get(host).main().await("of not " + host, LONG)));
    assertThat(thrown.values())
        .allSatisfy(
            each ->
                assertThat(each)
                    .isInstanceOf(WrongBarrierException.class)
                    .hasMessageContaining("waits for value [of not source] of [destination]")
                    .hasMessageContaining("waits for value [of not destination] of [source]"));
  }

  @Test
  void failsHostsAtOnceWhenOneAwaitsAValueOfOneThatWaitsForItAtABarrier() {
    Map<String, TestScope> tests = enter(TWO);
    CompletableFuture<Throwable> source = failing(() -> barrier(tests.get(S), "x", TWO));
    assertThatThrownBy(() -> tests.get(D).main().await("port", LONG))
        .isInstanceOf(WrongBarrierException.class)
        .hasMessageContaining(
            "Host [source] waits at barrier [x] for [destination], which waits for value [port]")
        .hasMessageContaining(
            "Host [destination] waits for value [port] of [source], which waits at barrier [x]");
    assertThat(get(source)).isInstanceOf(WrongBarrierException.class);
  }

  @Test
  void failsAHostAtOnceThatAwaitsAValueThatOnlyItselfCouldPublish() {
    Map<String, TestScope> tests = enter(List.of(S));
    assertThatThrownBy(() -> tests.get(S).main().await("port", LONG))
        .isInstanceOf(WrongBarrierException.class)
        .hasMessageContaining("Host [source] waits for value [port], and no other host");
  }

  @Test
  void handsOverEveryValueThatIsPublishedRightBeforeTheEnd() {
    Map<String, ClassScope> classes = enterClass(THREE);
    for (int i = 0; i < 30; i++) {
      Map<String, TestScope> tests = enterTest(classes, "[test:" + i + "]");
      Map<String, Optional<RuntimeException>> ends =
          onAll(
              THREE,
              host -> {
                TestScope test = tests.get(host);
                if (host.equals(D)) {
                  test.main().publish("port", "4444");
                } else {
                  assertThat(test.main().await("port", LONG)).isEqualTo("4444");
                }
                return test.meet(LONG);
              });
      assertThat(ends.values()).allMatch(Optional::isEmpty);
      onAll(THREE, host -> tests.get(host).finish(LONG));
    }
  }

  @Test
  void waitsForAValueThatABackgroundThreadMayPublish() {
    Map<String, TestScope> tests = enter(TWO);
    Lane background = tests.get(D).openLane("migration #1");
    CompletableFuture<String> here = async(() -> tests.get(S).values().await("port", LONG));
    CompletableFuture<Throwable> there = failing(() -> barrier(tests.get(D), "x", TWO));
    await().until(() -> run.state().barriers().size() == 2);
    tests.get(D).values().publish("port", "4444");
    assertThat(get(here)).isEqualTo("4444");
    barrier(tests.get(S), "x", TWO);
    assertThat(get(there)).isNull();
    background.close();
    CompletableFuture<Throwable> again = failing(() -> tests.get(S).main().await("none", LONG));
    assertThatThrownBy(() -> barrier(tests.get(D), "y", TWO))
        .isInstanceOf(WrongBarrierException.class);
    assertThat(get(again)).isInstanceOf(WrongBarrierException.class);
  }

  /**
   * As the machines of the next migration, when the other host has left the test after this one.
   */
  @Test
  void aValueThatIsNotTheTestsOwnIsPublishedByNoBackgroundThread() {
    Map<String, TestScope> tests = enter(TWO);
    Lane steps = tests.get(S).openLane("steps of migration #2");
    CompletableFuture<Throwable> there = failing(() -> barrier(tests.get(D), "x", TWO));
    assertThatThrownBy(() -> tests.get(S).main().await("machines", LONG))
        .isInstanceOf(WrongBarrierException.class)
        .hasMessageContaining("[machines]");
    assertThat(get(there)).isInstanceOf(WrongBarrierException.class);
    steps.close();
  }

  @Test
  void anAwaitBesideTheTestsOwnThreadKeepsThatFromNothing() {
    Map<String, TestScope> tests = enter(TWO);
    CompletableFuture<String> stop = async(() -> tests.get(S).values().awaitBeside("stop", LONG));
    CompletableFuture<String> port = async(() -> tests.get(D).main().await("port", LONG));
    await().until(() -> run.state().barriers().size() == 2);
    assertThat(run.state().barriers().values()).allMatch(each -> each.doubt() == null);
    tests.get(S).main().publish("port", "4444");
    assertThat(get(port)).isEqualTo("4444");
    tests.get(D).values().publish("stop", "now");
    assertThat(get(stop)).isEqualTo("now");
  }

  @Test
  void aBarrierBesideTheTestsOwnThreadKeepsThatFromNothing() {
    Map<String, TestScope> tests = enter(TWO);
    CompletableFuture<Throwable> loaded =
        failing(() -> tests.get(S).beside().barrier("loaded", "", TWO, LONG));
    await().until(() -> run.state().barriers().size() == 1);
    CompletableFuture<String> port = async(() -> tests.get(D).main().await("port", LONG));
    await().until(() -> run.state().barriers().size() == 2);
    assertThat(run.state().barriers().values()).allMatch(each -> each.doubt() == null);
    tests.get(S).main().publish("port", "4444");
    assertThat(get(port)).isEqualTo("4444");
    barrier(tests.get(D), "loaded", TWO);
    assertThat(get(loaded)).isNull();
  }

  @Test
  void failsHostsAtOnceWhenOneArrivesOnItsOwnThreadAfterAnother() {
    Map<String, TestScope> tests = enter(TWO);
    CompletableFuture<Throwable> beside =
        failing(() -> tests.get(S).beside().barrier("x", "", TWO, LONG));
    await().until(() -> run.state().barriers().size() == 1);
    CompletableFuture<Throwable> other = failing(() -> barrier(tests.get(D), "y", TWO));
    await().until(() -> run.state().barriers().size() == 2);
    assertThatThrownBy(() -> barrier(tests.get(S), "x", TWO))
        .isInstanceOf(WrongBarrierException.class);
    assertThat(get(beside)).isInstanceOf(WrongBarrierException.class);
    assertThat(get(other)).isInstanceOf(WrongBarrierException.class);
  }

  @Test
  void anExchangeIsTheSameOnWhateverThreadsHostsArrive() {
    Map<String, TestScope> tests = enter(TWO);
    for (String apart : TWO) {
      Map<String, Map<String, String>> all =
          onAll(
              TWO,
              host -> {
                TestScope test = tests.get(host);
                Lane lane = host.equals(apart) ? test.beside() : test.main();
                return lane.exchange("pid", "", apart + host, TWO, LONG);
              });
      assertThat(all.values())
          .allSatisfy(
              each ->
                  assertThat(each)
                      .containsExactly(Map.entry(S, apart + S), Map.entry(D, apart + D)));
    }
  }

  @Test
  void handsAValueToEveryThreadThatAwaitsItThoughAnotherHasGivenUp() {
    Map<String, TestScope> tests = enter(TWO);
    Map<String, Lane> lanes = onAll(TWO, host -> tests.get(host).openLane("one"));
    CompletableFuture<String> waiting = async(() -> lanes.get(S).await("late", LONG));
    Thread impatient = new Thread(() -> catchThrowable(() -> lanes.get(S).await("late", LONG)));
    impatient.start();
    impatient.interrupt();
    joined(impatient);
    lanes.get(D).publish("late", "2");
    assertThat(get(waiting)).isEqualTo("2");
  }

  private static void joined(Thread thread) {
    try {
      thread.join(20_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(thread.isAlive()).isFalse();
  }
}
