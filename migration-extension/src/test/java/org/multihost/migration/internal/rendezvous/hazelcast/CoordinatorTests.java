package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.multihost.migration.internal.rendezvous.CoordinatorSettings;

/** The coordinator's own tasks. */
final class CoordinatorTests {

  private static final long LIMIT_SECONDS = 60;

  @Test
  void sendsHeartbeatsThoughTheCheckOfItsConnectionsFails() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    CountDownLatch heartbeats = new CountDownLatch(3);
    try (Coordinator coordinator = Coordinator.checked(settings(), member -> failing(failed))) {
      assertThat(failed.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("check failed").isTrue();
      coordinator
          .member()
          .<String>getTopic(Heartbeat.TOPIC)
          .addMessageListener(message -> heartbeats.countDown());
      assertThat(heartbeats.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("heartbeats").isTrue();
    }
  }

  @Test
  void checksItsConnectionsAgainAfterACheckThatFailed() throws Exception {
    CountDownLatch failed = new CountDownLatch(3);
    try (Coordinator coordinator = Coordinator.checked(settings(), member -> failing(failed))) {
      assertThat(failed.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("checks").isTrue();
      assertThat(coordinator.state().hosts()).isEmpty();
    }
  }

  private static Runnable failing(CountDownLatch failed) {
    return () -> {
      failed.countDown();
      throw new IllegalStateException("the check fails");
    };
  }

  private static CoordinatorSettings settings() {
    return new CoordinatorSettings(
        ChildProcess.loopback(0), "a secret", "run1", HazelcastTestRun.SILENCE);
  }
}
