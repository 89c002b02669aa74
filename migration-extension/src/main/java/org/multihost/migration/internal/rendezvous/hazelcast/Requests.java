package org.multihost.migration.internal.rendezvous.hazelcast;

import com.hazelcast.client.HazelcastClientNotActiveException;
import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.HostLostException;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.internal.rendezvous.StateSubscription;
import org.multihost.migration.internal.time.Time;

/** The requests of one process to the coordinator; they fail when the coordinator is lost. */
final class Requests {

  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final String coordinator;
  private final CompletableFuture<HostLostException> lost = new CompletableFuture<>();

  /**
   * @param coordinator the coordinator's place, for messages
   */
  Requests(String coordinator) {
    this.coordinator = coordinator;
  }

  /** Sends a request; the stage fails with the exception to throw on this host. */
  public <T> CompletionStage<T> send(Supplier<CompletionStage<T>> request) {
    try {
      return request
          .get()
          .exceptionally(
              thrown -> {
                throw translated(
                    thrown instanceof CompletionException e && e.getCause() != null
                        ? e.getCause()
                        : thrown);
              });
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(translated(e));
    }
  }

  /**
   * Waits for an answer, or for the loss of the coordinator. A frozen coordinator never answers,
   * and Hazelcast itself would go on waiting for it.
   */
  public <T> T answered(CompletionStage<T> request) {
    CompletableFuture<T> answer = request.toCompletableFuture();
    try {
      StateSubscription.await(Time.system(), CompletableFuture.anyOf(answer, lost), ANSWER);
    } catch (TimeoutException e) {
      throw lostBecause("it has not answered for " + Durations.format(ANSWER), e);
    }
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      return answer.join();
    }
    throw lost.join();
  }

  /** Completes with the exception to throw when the coordinator cannot be reached any more. */
  public CompletionStage<HostLostException> lost() {
    return lost;
  }

  /** Reports that the coordinator cannot be reached any more. */
  public void lose(String why) {
    lost.complete(lostBecause(why, null));
  }

  private HostLostException lostBecause(String why, @Nullable Throwable cause) {
    return new HostLostException(coordinator + " was lost: " + why, cause);
  }

  private RuntimeException translated(Throwable thrown) {
    HostLostException known = lost.getNow(null);
    if (known != null) {
      return known;
    }
    boolean unreachable =
        thrown instanceof HazelcastException
            || thrown instanceof HazelcastClientNotActiveException
            || thrown instanceof HazelcastClientOfflineException
            || thrown instanceof HazelcastInstanceNotActiveException;
    return unreachable
        ? lostBecause("its process ended, or the connection to it broke", thrown)
        : new MultihostException("The coordinator refused a request: " + thrown, thrown);
  }
}
