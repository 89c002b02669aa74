package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The heartbeat of a host, and the coordinator that monitors it. */
final class HeartbeatTests {

  private static final long LIMIT_SECONDS = 60;

  /** Short, for what is silent; for the others no loss is expected. */
  private static final Duration SILENCE = Duration.ofMillis(700);

  private static HazelcastTestRun run;

  @BeforeAll
  static void start() {
    run = new HazelcastTestRun();
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  private static HazelcastInstance member() {
    return run.coordinator.member();
  }

  @Test
  void isPublishedAgainAndAgain() throws Exception {
    CountDownLatch heard = new CountDownLatch(3);
    member()
        .<String>getTopic(Heartbeat.TOPIC)
        .addMessageListener(message -> countIf("regular", message.getMessageObject(), heard));
    try (Heartbeat host = Heartbeat.start(member(), "regular", SILENCE, name -> {})) {
      assertThat(heard.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("heard %s", host).isTrue();
    }
  }

  private static void countIf(String expected, String name, CountDownLatch heard) {
    if (name.equals(expected)) {
      heard.countDown();
    }
  }

  @Test
  void thatStopsIsReportedByTheCoordinator() throws Exception {
    CompletableFuture<String> silent = new CompletableFuture<>();
    Heartbeat host = Heartbeat.start(member(), "silent", SILENCE, name -> {});
    try (Heartbeat coordinator =
        Heartbeat.start(
            member(), Heartbeat.COORDINATOR, SILENCE, name -> completeIf(name, silent))) {
      // With the second heartbeat, the first one has reached all listeners. The one that is being
      // published when the host closes may reach only some.
      CountDownLatch heard = new CountDownLatch(2);
      member()
          .<String>getTopic(Heartbeat.TOPIC)
          .addMessageListener(message -> countIf("silent", message.getMessageObject(), heard));
      assertThat(heard.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("heard %s", host).isTrue();
      host.close();
      assertThat(silent.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("silent");
      assertThat(coordinator).isNotNull();
    }
  }

  private static void completeIf(String name, CompletableFuture<String> silent) {
    if (name.equals("silent")) {
      silent.complete(name);
    }
  }

  @Test
  void isPublishedSevenTimesWithinTheAllowedSilence() {
    assertThat(Heartbeat.interval(Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(1));
    assertThat(Heartbeat.silent(Duration.ofSeconds(7))).isEqualTo("it sent no heartbeat for 7 s");
  }
}
