package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;

/** What a host throws when the coordinator does not answer. */
final class RequestsTests {

  private final Requests requests = new Requests("Host [source]");

  private Throwable thrownFor(Throwable failure) {
    return catchThrowable(
            () ->
                requests
                    .send(() -> CompletableFuture.failedStage(failure))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS))
        .getCause();
  }

  @Test
  void anAnswerIsReturned() {
    CompletableFuture<String> answer = CompletableFuture.completedFuture("yes");
    assertThat(requests.answered(requests.send(() -> answer))).isEqualTo("yes");
  }

  @Test
  void aConnectionThatIsGoneIsTheLossOfTheCoordinator() {
    for (RuntimeException each :
        new RuntimeException[] {
          new HazelcastException("no"), new HazelcastInstanceNotActiveException("no")
        }) {
      assertThat(thrownFor(each))
          .isInstanceOf(HostLostException.class)
          .hasMessageStartingWith("Host [source] was lost: its process ended, or the connection")
          .hasCause(each);
      assertThat(thrownFor(new CompletionException(each))).hasCause(each);
    }
  }

  @Test
  void aRequestThatCannotBeSentFailsInItsStage() {
    CompletableFuture<String> failed =
        requests
            .<String>send(
                () -> {
                  throw new HazelcastInstanceNotActiveException("no");
                })
            .toCompletableFuture();
    assertThatThrownBy(() -> failed.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(HostLostException.class);
  }

  @Test
  void aRequestThatTheCoordinatorRefusesIsNoLoss() {
    assertThat(thrownFor(new IllegalArgumentException("no")))
        .isExactlyInstanceOf(MultihostException.class)
        .hasMessageContaining("The coordinator refused a request")
        .hasMessageContaining("no");
  }

  @Test
  void aLossThatIsKnownIsTheReasonForAllThatFollows() {
    requests.lose("it sent no heartbeat for 7 s");
    requests.lose("its process ended");
    assertThat(thrownFor(new IllegalArgumentException("no")))
        .isInstanceOf(HostLostException.class)
        .hasMessage("Host [source] was lost: it sent no heartbeat for 7 s");
  }

  @Test
  void theLossOfTheCoordinatorEndsTheWaitForAnAnswer() {
    CompletableFuture<Throwable> waiting =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> requests.answered(new CompletableFuture<>())));
    requests.lose("it sent no heartbeat for 7 s");
    assertThat(waiting.orTimeout(20, TimeUnit.SECONDS).join())
        .isInstanceOf(HostLostException.class)
        .hasMessageContaining("it sent no heartbeat for 7 s");
  }
}
