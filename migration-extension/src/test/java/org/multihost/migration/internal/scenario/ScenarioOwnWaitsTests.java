package org.multihost.migration.internal.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multihost.migration.MultihostException;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.WrongBarrierException;

/** Waits for other hosts on threads of the test's own, at the end of the test. */
@Timeout(120)
class ScenarioOwnWaitsTests extends ScenarioFixture {

  private enum Wait {
    BARRIER("at barrier [w]", rendezvous -> rendezvous.barrier("w")),
    EXCHANGE("at the exchange of [w]", rendezvous -> rendezvous.exchange("w", 1)),
    VALUE("for the value [w]", rendezvous -> rendezvous.await("w", String.class));

    final String where;
    final Consumer<Rendezvous> call;

    Wait(String where, Consumer<Rendezvous> call) {
      this.where = where;
      this.call = call;
    }
  }

  /**
   * Begins a wait on a thread that catches what it throws; the wait has begun when this returns.
   *
   * @param caught completes when it has
   */
  private static Thread begin(TestRun test, Wait wait, CompletableFuture<Void> caught) {
    Rendezvous rendezvous = test.rendezvous();
    Thread own =
        new Thread(
            () -> {
              catchThrowable(() -> wait.call.accept(rendezvous));
              caught.complete(null);
            },
            "own");
    own.start();
    await().until(() -> own.getState() == Thread.State.TIMED_WAITING);
    return own;
  }

  private static void assertInterrupted(Map<String, Throwable> failures) {
    assertThat(failures).containsOnlyKeys("source", "destination");
    assertThat(failures.get("destination"))
        .isInstanceOf(MultihostException.class)
        .hasMessageContaining("nterrupted");
    assertThat(failures.get("source"))
        .isInstanceOf(PeerFailedException.class)
        .hasMessageContaining("which was interrupted");
  }

  /** The test ends at once on the host whose thread is interrupted. */
  @ParameterizedTest
  @EnumSource(Wait.class)
  void oneThatWasInterruptedFailsTheTest(Wait wait) {
    CompletableFuture<Void> caught = new CompletableFuture<>();

    assertInterrupted(
        run(test -> {
              if (test.hosts().isSelf("destination")) {
                begin(test, wait, caught).interrupt();
              } else {
                caught.get(60, TimeUnit.SECONDS);
              }
            })
            .failures());
  }

  @Test
  void oneThatATimeoutInterruptsFailsTheTestThatCatchesTheTimeout() {
    CompletableFuture<Void> caught = new CompletableFuture<>();

    assertInterrupted(
        run(test -> {
              if (test.hosts().isSelf("source")) {
                caught.get(60, TimeUnit.SECONDS);
                return;
              }
              Rendezvous rendezvous = test.rendezvous();
              Executable waiting =
                  () -> {
                    catchThrowable(() -> rendezvous.barrier("w"));
                    caught.complete(null);
                  };
              assertThat(
                      catchThrowable(
                          () -> assertTimeoutPreemptively(Duration.ofMillis(100), waiting)))
                  .isInstanceOf(AssertionError.class);
            })
            .failures());
  }

  /** The other host may be at its end before or after this one. */
  @ParameterizedTest
  @EnumSource(Wait.class)
  void oneThatNoHostEndsFailsTheTest(Wait wait) {
    var failures =
        run(test -> {
              if (test.hosts().isSelf("destination")) {
                begin(test, wait, new CompletableFuture<>());
              }
            })
            .failures();

    assertThat(failures).containsOnlyKeys("source", "destination");
    assertThat(failures.get("source"))
        .satisfiesAnyOf(
            other -> assertThat(other).isInstanceOf(WrongBarrierException.class),
            other -> assertThat(other).hasMessageContaining("[own] still waits " + wait.where));
  }

  /** Both hosts are at their ends before anything says that the waits are of no use. */
  @Test
  void oneThatIsStillOpenFailsTheTest() {
    var failures =
        run(test -> {
              Rendezvous rendezvous = test.rendezvous();
              Thread own = new Thread(() -> rendezvous.barrier("of " + test.hosts().self()), "own");
              own.setUncaughtExceptionHandler((thread, thrown) -> {});
              own.start();
              await().until(() -> own.getState() == Thread.State.TIMED_WAITING);
            })
            .failures();

    assertThat(failures).containsOnlyKeys("source", "destination");
    assertThat(failures.values())
        .anySatisfy(
            failure ->
                assertThat(everythingOf(failure))
                    .anyMatch(text -> text.startsWith("Thread [own] still waits at barrier [of ")));
  }

  private static List<String> everythingOf(Throwable failure) {
    return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
        .map(each -> String.valueOf(each.getMessage()))
        .toList();
  }

  /** The destination is at its end before the source arrives. */
  @Test
  void oneThatAnotherHostEndsBeforeItsOwnEndIsNoFailure() {
    CompletableFuture<Void> ending = new CompletableFuture<>();
    passes(
        test -> {
          if (test.hosts().isSelf("destination")) {
            begin(test, Wait.BARRIER, new CompletableFuture<>());
            ending.complete(null);
          } else {
            ending.get(60, TimeUnit.SECONDS);
            test.rendezvous().barrier("w");
          }
        });
  }
}
