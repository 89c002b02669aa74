package org.multihost.migration.internal.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.RunState;
import org.multihost.migration.internal.time.Time;

/** What a host receives of the run's state, and passes on. */
final class StateSubscriptionTests {

  private final MemoryRun run = new MemoryRun();
  private final ControlledBoard board = new ControlledBoard(run);
  private final StateSubscription watch = new StateSubscription(board, "source", Time.system());
  private final Received received = new Received();

  /** A watcher that keeps the revisions of the states, and the losses. */
  private static final class Received implements StateSubscription.Watcher {
    private final List<Long> revisions = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();

    @Override
    public void changed(RunState state) {
      revisions.add(state.revision());
    }

    @Override
    public void lost(HostLostException lost) {
      losses.add(lost.getMessage());
    }
  }

  @AfterEach
  void close() {
    watch.close();
  }

  private void change() {
    run.post(new Command.Doing("nobody", "nothing"));
  }

  @Test
  void aNewWatcherReceivesTheLatestStateAndEveryLaterOne() {
    change();
    watch.add(received);
    change();
    change();
    assertThat(received.revisions).containsExactly(1L, 2L, 3L);
    assertThat(watch.latest()).isEqualTo(run.state());
  }

  @Test
  void anOlderStateThatComesLaterIsIgnored() {
    RunState old = run.state();
    change();
    watch.add(received);
    board.deliver(old);
    board.deliver(run.state());
    assertThat(received.revisions).containsExactly(1L);
    assertThat(watch.latest().revision()).isEqualTo(1);
  }

  @Test
  void theCoordinatorsStateIsPassedOnByWhoeverReadsIt() {
    board.withholdNews();
    watch.add(received);
    change();
    assertThat(watch.latest().revision()).isZero();
    assertThat(watch.current().revision()).isEqualTo(1);
    assertThat(watch.latest().revision()).isEqualTo(1);
    assertThat(received.revisions).containsExactly(0L, 1L);
  }

  @Test
  void aWatcherThatHasEndedReceivesNothing() {
    StateSubscription.Registration news = watch.add(received);
    news.close();
    change();
    board.lose("gone");
    assertThat(received.revisions).containsExactly(0L);
    assertThat(received.losses).isEmpty();
  }

  @Test
  void theLossOfTheCoordinatorIsToldToAllWatchersAlsoToLaterOnes() {
    watch.add(received);
    board.lose("gone");
    Received later = new Received();
    watch.add(later);
    assertThat(received.losses).containsExactly("gone");
    assertThat(later.losses).containsExactly("gone");
  }

  @Test
  void callbacksThatMayTakeLongRunOnAThreadOfTheirOwn() throws Exception {
    CompletableFuture<String> announced = new CompletableFuture<>();
    CompletableFuture<String> thread =
        announced.thenApply(value -> value + " on " + Thread.currentThread().getName());
    watch.announce(announced, "news");
    assertThat(thread.get(20, TimeUnit.SECONDS)).isEqualTo("news on rendezvous-source");
  }

  @Test
  void aClosedSubscriptionAnnouncesNothing() {
    watch.close();
    CompletableFuture<String> announced = new CompletableFuture<>();
    watch.announce(announced, "news");
    watch.later(() -> announced.complete("later"));
    assertThat(announced).isNotDone();
  }

  @Test
  void aWaitThrowsTheRuntimeExceptionOfItsFuture() {
    Duration limit = Duration.ofSeconds(20);
    Time time = watch.time();
    assertThatThrownBy(
            () ->
                StateSubscription.await(
                    time, CompletableFuture.failedFuture(new HostLostException("gone")), limit))
        .isInstanceOf(HostLostException.class)
        .hasMessage("gone");
    assertThatThrownBy(
            () ->
                StateSubscription.await(
                    time, CompletableFuture.failedFuture(new IOException("no")), limit))
        .isInstanceOf(HostLostException.class)
        .hasMessage("The coordinator cannot be reached");
    assertThatThrownBy(
            () -> StateSubscription.await(time, new CompletableFuture<>(), Duration.ofMillis(1)))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void anInterruptedWaitKeepsTheInterrupt() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () ->
                  StateSubscription.await(
                      watch.time(), new CompletableFuture<>(), Duration.ofSeconds(20)))
          .isInstanceOf(MultihostException.class)
          .hasMessageContaining("Interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
