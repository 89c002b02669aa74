package org.multihost.migration.internal.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;

/** The waits of a host whose board is late: with the news, with waking it, or with both. */
final class BarrierWaitsTests {

  private static final String S = "source";
  private static final String D = "destination";
  private static final List<String> TWO = List.of(S, D);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final MemoryRun run = new MemoryRun();
  private final ControlledBoard board = new ControlledBoard(run);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private TestScope here;
  private TestScope there;

  @BeforeEach
  void enterATest() {
    HostConnection source = ClientConnection.join(S, board);
    HostConnection destination = ClientConnection.join(D, run.board());
    CompletableFuture<TestScope> other = CompletableFuture.supplyAsync(() -> enter(destination));
    here = enter(source);
    there = get(other);
  }

  private static TestScope enter(HostConnection host) {
    return host.enterClass("c", TWO, "", LONG).enterTest("t", "", LONG);
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private CompletableFuture<Throwable> failing(Runnable action) {
    return CompletableFuture.supplyAsync(() -> catchThrowable(action::run), threads);
  }

  /** A host's arrival at barrier [x], as far as the state knows of it. */
  private CompletableFuture<Throwable> waiting(TestScope test) {
    CompletableFuture<Throwable> waiting = failing(() -> meet(test, LONG));
    await().until(() -> !run.state().barriers().isEmpty());
    return waiting;
  }

  private static void meet(TestScope test, Duration timeout) {
    test.main().barrier("x", "", TWO, timeout);
  }

  @Test
  void aHostThatIsWokenBeforeTheNewsComesLooksAtTheState() {
    board.withholdNews();
    CompletableFuture<Throwable> waiting = waiting(here);
    meet(there, LONG);
    assertThat(get(waiting)).isNull();
  }

  @Test
  void theNewsOfTheStateEndTheWaitOfAHostThatNothingWakes() {
    board.withholdWakeUps();
    CompletableFuture<Throwable> waiting = waiting(here);
    meet(there, LONG);
    assertThat(get(waiting)).isNull();
    assertThat(board.openWaits()).as("cancelled").isEmpty();
  }

  @Test
  void aHostThatIsWokenTooEarlyBelievesTheState() {
    board.withholdWakeUps();
    CompletableFuture<Throwable> waiting = waiting(here);
    await().until(() -> !board.openWaits().isEmpty());
    int before = board.reads();
    board.wakeAll();
    await().until(() -> board.reads() > before);
    there.fail("CHECK", new IllegalStateException("no"));
    assertThat(get(waiting)).as("waited on").isInstanceOf(PeerFailedException.class);
  }

  @Test
  void aFailureEndsTheWaitOfAHostThatNothingWakes() {
    board.withholdWakeUps();
    CompletableFuture<Throwable> waiting = waiting(here);
    there.fail("CHECK", new IllegalStateException("no"));
    assertThat(get(waiting)).isInstanceOf(PeerFailedException.class);
    assertThat(board.openWaits()).as("cancelled").isEmpty();
  }

  @Test
  void aFailureWakesAHostBeforeTheNewsComes() {
    board.withholdNews();
    CompletableFuture<Throwable> waiting = waiting(here);
    there.fail("CHECK", new IllegalStateException("no"));
    assertThat(get(waiting)).isInstanceOf(PeerFailedException.class).hasMessageContaining("no");
  }

  @Test
  void aFailureIsThrownByTheThreadThatWaits() {
    CompletableFuture<Throwable> waiting = waiting(here);
    there.fail("CHECK", new IllegalStateException("no"));
    assertThat(get(waiting).getStackTrace())
        .extracting(StackTraceElement::getClassName)
        .contains(ClientLane.class.getName(), BarrierWaitsTests.class.getName());
  }

  @Test
  void theLossOfTheCoordinatorEndsAWaitAtOnce() {
    board.withholdNews();
    board.withholdWakeUps();
    CompletableFuture<Throwable> waiting = waiting(here);
    board.lose("The coordinator was lost");
    assertThat(get(waiting))
        .isInstanceOf(HostLostException.class)
        .hasMessage("The coordinator was lost");
  }

  @Test
  void aBarrierThatOpenedBeforeTheDeadlineIsOpenThoughTheHostHasNotHeardOfIt() {
    CompletableFuture<Throwable> other = waiting(there);
    board.withholdNews();
    board.withholdWakeUps();
    meet(here, SHORT);
    assertThat(get(other)).isNull();
  }

  @Test
  void theEndOfAFailedTestThatCameBeforeTheDeadlineIsNoTimeout() {
    here.fail("CHECK", new IllegalStateException("no"));
    CompletableFuture<Throwable> other = failing(() -> there.finish(LONG));
    await().until(() -> !run.state().barriers().isEmpty());
    board.withholdNews();
    board.withholdWakeUps();
    assertThat(here.finish(SHORT)).get().isExactlyInstanceOf(MultihostException.class);
    assertThat(get(other)).isNull();
  }

  @Test
  void aFailureThatCameBeforeTheDeadlineIsTheCause() {
    there.fail("CHECK", new IllegalStateException("first"));
    assertThatThrownBy(() -> meet(here, SHORT)).hasMessageContaining("first");
  }

  @Test
  void aValueThatNobodyPublishedInTimeIsATimeoutAlsoWithoutNews() {
    board.withholdNews();
    assertThatThrownBy(() -> here.main().await("port", SHORT))
        .isInstanceOf(BarrierTimeoutException.class)
        .hasMessageContaining("No host published value [port] within")
        .hasMessageContaining("for host [source]");
  }

  @Test
  void anInterruptEndsAWait() {
    CompletableFuture<Throwable> interrupted =
        failing(
            () -> {
              Thread.currentThread().interrupt();
              meet(here, LONG);
            });
    assertThat(get(interrupted))
        .isExactlyInstanceOf(MultihostException.class)
        .hasMessageContaining("Interrupted while waiting for other hosts");
    assertThat(board.openWaits()).as("cancelled").isEmpty();
  }

  @Test
  void aHostThatMeetsNobodyElseIsNotWoken() {
    ControlledBoard own = new ControlledBoard(run);
    own.withholdWakeUps();
    HostConnection alone = ClientConnection.join("alone", own);
    ClassScope type = alone.enterClass("d", List.of("alone"), "", LONG);
    assertThat(type.enterTest("d/t", "", LONG).finish(LONG)).isEmpty();
    assertThat(type.finish(LONG)).isEmpty();
    assertThat(own.openWaits()).isEmpty();
  }
}
