package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.Migration;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.Rendezvous;

/** Waits of the test's own code that the test interrupts and whose failure it catches. */
@Timeout(120)
class ScenarioInterruptTests extends ScenarioFixture {

  /** A call that waits for other hosts. */
  @FunctionalInterface
  private interface Call {
    void run(Rendezvous rendezvous);
  }

  /**
   * The destination calls, is interrupted, and catches the failure; the source comes later.
   *
   * @param around the destination's own code around the call
   */
  private Map<String, Throwable> failures(Consumer<Runnable> around, Call call) {
    CompletableFuture<Void> caught = new CompletableFuture<>();
    return run(test -> {
          if (test.hosts().isSelf("destination")) {
            Rendezvous rendezvous = test.rendezvous();
            around.accept(() -> call.run(rendezvous));
            caught.complete(null);
          } else {
            caught.get(60, TimeUnit.SECONDS);
          }
        })
        .failures();
  }

  private Map<String, Throwable> failuresOfInterrupted(Call call) {
    return failures(
        waiting -> {
          Thread.currentThread().interrupt();
          assertThat(catchThrowable(waiting::run)).isNotNull();
        },
        call);
  }

  private static void failed(Map<String, Throwable> failures) {
    assertThat(failures).containsOnlyKeys("source", "destination");
    assertThat(failures.get("destination"))
        .isInstanceOf(MultihostException.class)
        .hasMessageContaining("nterrupted");
    assertThat(failures.get("source"))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("which was interrupted");
  }

  @Test
  void aBarrierFailsTheTest() {
    failed(failuresOfInterrupted(rendezvous -> rendezvous.barrier("b")));
  }

  @Test
  void anExchangeFailsTheTest() {
    failed(failuresOfInterrupted(rendezvous -> rendezvous.exchange("e", 1)));
  }

  @Test
  void aWaitForAValueFailsTheTest() {
    failed(failuresOfInterrupted(rendezvous -> rendezvous.await("v", String.class)));
  }

  /** The test goes on for longer than the cause of an interrupt is waited for. */
  @Test
  void aBarrierOnAThreadThatTheTestInterruptsFailsTheTest() {
    failed(
        failures(
            waiting -> {
              assertThat(
                      catchThrowable(
                          () -> assertTimeoutPreemptively(Duration.ofMillis(100), waiting::run)))
                  .isInstanceOf(AssertionError.class);
              catchThrowable(() -> new CompletableFuture<Void>().get(60, TimeUnit.SECONDS));
            },
            rendezvous -> rendezvous.barrier("b")));
  }

  @Test
  void aJoinFailsTheTest() {
    CompletableFuture<Void> joined = new CompletableFuture<>();
    failed(
        run(test -> {
              Migration migration =
                  there(test).startWork(work -> joined.get(60, TimeUnit.SECONDS)).start();
              if (test.hosts().isSelf("destination")) {
                Thread.currentThread().interrupt();
                assertThat(catchThrowable(migration::join)).isNotNull();
                joined.complete(null);
              }
            })
            .failures());
  }

  @Test
  void whatTheEndOfAStepInterruptsIsNoFailure() {
    passes(
        test ->
            there(test)
                .startWork(
                    work ->
                        work.background(
                            "listener", b -> test.rendezvous().await("never", String.class)))
                .run());
  }

  @Test
  void aTimeoutOfJunitsThatIsNotCaughtIsTheCause() {
    var failures =
        failures(
            waiting -> assertTimeoutPreemptively(Duration.ofMillis(100), waiting::run),
            rendezvous -> rendezvous.barrier("b"));

    assertThat(failures.get("destination"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("timed out after 100 ms");
    assertThat(failures.get("source"))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("timed out after 100 ms");
  }
}
