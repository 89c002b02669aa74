package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junitpioneer.jupiter.ExpectedToFail;
import org.junitpioneer.jupiter.RetryingTest;
import org.multihost.migration.BarrierTimeoutException;
import org.multihost.migration.Hosts;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.PeerFailedException;
import org.multihost.migration.Rendezvous;
import org.multihost.migration.internal.jupiter.OneHostFailsTests.HealthyTestCase;
import org.opentest4j.TestAbortedException;

/** Tests that JUnit Pioneer retries, or whose failure it expects. */
final class PioneerTests {

  private static final List<String> HOSTS = List.of("a", "b");

  private static void failOnA() {
    assertThat(isHost("a")).as("not on a").isFalse();
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class RetryingTestCase {

    /** The attempts so far on each host; each has a class of its own where it has its own JVM. */
    private static final Map<String, Integer> ATTEMPTS = new ConcurrentHashMap<>();

    @RetryingTest(3)
    void passesAtLast(Hosts hosts, Rendezvous rendezvous) {
      if (ATTEMPTS.merge(hosts.self(), 1, Integer::sum) == 1) {
        failOnA();
      }
      rendezvous.barrier("both have come so far");
    }
  }

  /** Host [b] does not wait for [a] in the method. */
  @MultihostMigration(hosts = {"a", "b"})
  static final class RetryingApartTestCase {

    private static final AtomicInteger ATTEMPTS_OF_A = new AtomicInteger();

    @RetryingTest(3)
    void passesAtLast() {
      if (isHost("a") && ATTEMPTS_OF_A.incrementAndGet() == 1) {
        failOnA();
      }
    }
  }

  @Test
  void anAttemptThatWillBeRetriedAbortsOnAllHosts() throws IOException {
    TwoHosts hosts =
        TwoHosts.run(RetryingTestCase.class, RetryingApartTestCase.class, HealthyTestCase.class);

    for (String host : HOSTS) {
      assertThat(hosts.failures(host)).isEmpty();
      assertThat(hosts.tests(host, Status.ABORTED))
          .hasSize(2)
          .allMatch(id -> id.endsWith("template-invocation:#1]"));
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(1 + 1 + 2);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class NeverPassesTestCase {
    @RetryingTest(2)
    void fails(Rendezvous rendezvous) {
      failOnA();
      rendezvous.barrier("never");
    }
  }

  @Test
  void theLastAttemptFailsOnAllHosts() throws IOException {
    TwoHosts hosts = TwoHosts.run(NeverPassesTestCase.class);

    for (String host : HOSTS) {
      assertThat(hosts.tests(host, Status.ABORTED)).hasSize(1);
      assertThat(hosts.tests(host, Status.FAILED)).hasSize(1);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class ExpectedTestCase {
    @Test
    @ExpectedToFail
    void assertionOnOneHost(Rendezvous rendezvous) {
      failOnA();
      rendezvous.barrier("never");
    }

    /** The hosts know of the failure before the test throws it. */
    @Test
    @ExpectedToFail
    void atDifferentBarriers(Rendezvous rendezvous, Hosts hosts) {
      rendezvous.barrier("of " + hosts.self());
    }

    /** The failure of [a] interrupts [b] in code of the test's own. */
    @Test
    @ExpectedToFail
    void interrupted(Rendezvous rendezvous) throws InterruptedException {
      rendezvous.barrier("both are in the method");
      if (isHost("b")) {
        new CountDownLatch(1).await();
      }
      rendezvous.barrier("never", Duration.ofSeconds(1));
    }
  }

  @Test
  void anExpectedFailureAbortsOnAllHosts() throws IOException {
    TwoHosts hosts = TwoHosts.run(ExpectedTestCase.class, HealthyTestCase.class);

    for (String host : HOSTS) {
      assertThat(hosts.failures(host)).isEmpty();
      assertThat(hosts.tests(host, Status.ABORTED)).hasSize(3);
      assertThat(hosts.tests(host, Status.SUCCESSFUL)).hasSize(2);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class UnexpectedTestCase {
    @Test
    @ExpectedToFail
    void passes(Rendezvous rendezvous) {
      rendezvous.barrier("both");
    }

    /** Host [b] fails with the failure of [a], which is no exception of that type. */
    @Test
    @ExpectedToFail(withExceptions = AssertionError.class)
    void expectedOnOneHostOnly(Rendezvous rendezvous) {
      try {
        rendezvous.barrier("of " + (isHost("a") ? "a" : "b"));
      } catch (RuntimeException different) {
        assertThat(isHost("a")).as("expected on b only: %s", different).isFalse();
        throw different;
      }
    }

    @Test
    void abortedByTheTestsOwnCode(Rendezvous rendezvous, Hosts hosts) {
      try {
        rendezvous.barrier("of " + hosts.self());
      } catch (RuntimeException caught) {
        throw new TestAbortedException("not by an extension", caught);
      }
    }
  }

  @Test
  void aTestThatDoesNotFailAsExpectedOnAllHostsFailsOnAll() throws IOException {
    TwoHosts hosts = TwoHosts.run(UnexpectedTestCase.class);

    for (String host : HOSTS) {
      assertThat(hosts.tests(host, Status.FAILED)).hasSize(3);
    }
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class FailsAfterwardsTestCase {
    @Test
    @ExpectedToFail
    void atDifferentBarriers(Rendezvous rendezvous, Hosts hosts) {
      rendezvous.barrier("of " + hosts.self());
    }

    @AfterEach
    void failInCleanUp() {
      assertThat(isHost("b")).as("the clean-up of b").isFalse();
    }
  }

  @Test
  void anExpectedFailureDoesNotHideAnotherOneOfOneHost() throws IOException {
    TwoHosts hosts = TwoHosts.run(FailsAfterwardsTestCase.class);

    for (String host : HOSTS) {
      assertThat(hosts.tests(host, Status.FAILED)).hasSize(1);
    }
    assertThat(hosts.failures("a"))
        .anySatisfy(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .anyMatch(message -> message.startsWith("Another extension has turned")));
  }

  /** A wait of host [a] on a thread of the test's own, which ends with an exception. */
  private static Thread waiting(Runnable wait, CompletableFuture<Void> end) {
    return new Thread(
        () -> {
          try {
            wait.run();
          } catch (RuntimeException failure) {
            end.completeExceptionally(failure);
          }
        },
        "own");
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class OwnThreadTestCase {
    /** The method does not know of what its thread catches. */
    private static void waitsInVain(Runnable wait) throws InterruptedException {
      if (isHost("b")) {
        new CountDownLatch(1).await();
      }
      Thread own = waiting(wait, new CompletableFuture<>());
      own.start();
      own.join();
      failOnA();
    }

    @Test
    @ExpectedToFail
    void barrier(Rendezvous rendezvous) throws InterruptedException {
      waitsInVain(() -> rendezvous.barrier("never", Duration.ofMillis(200)));
    }

    @Test
    @ExpectedToFail
    void exchange(Rendezvous rendezvous) throws InterruptedException {
      waitsInVain(() -> rendezvous.exchange("never", 1));
    }

    @Test
    @ExpectedToFail
    void await(Rendezvous rendezvous) throws InterruptedException {
      waitsInVain(() -> rendezvous.await("never", String.class));
    }
  }

  @Test
  void anExpectedFailureDoesNotHideTheOneOfAThreadOfTheTestsOwn() throws IOException {
    TwoHosts hosts =
        TwoHosts.prepare()
            .with("multihost.timeout.barrier", "200 ms")
            .with("multihost.timeout.handoff", "200 ms")
            .launch(OwnThreadTestCase.class);

    for (String host : HOSTS) {
      assertThat(hosts.tests(host, Status.FAILED)).hasSize(3);
    }
    assertThat(hosts.failures("a"))
        .allSatisfy(failure -> assertThat(failure).isInstanceOf(BarrierTimeoutException.class));
    assertThat(hosts.failures("b"))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(PeerFailedException.class)
                    .hasMessageContaining(BarrierTimeoutException.class.getName()));
  }

  @MultihostMigration(hosts = {"a", "b"})
  static final class ThrownByTheMethodTestCase {
    @Test
    @ExpectedToFail
    void barrier(Rendezvous rendezvous) throws InterruptedException {
      if (isHost("a")) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        waiting(() -> rendezvous.barrier("never", Duration.ofMillis(200)), end).start();
        end.join();
      }
      new CountDownLatch(1).await();
    }
  }

  @Test
  void aFailureOfAThreadOfTheTestsOwnThatTheMethodThrowsIsExpected() throws IOException {
    TwoHosts hosts = TwoHosts.run(ThrownByTheMethodTestCase.class);

    for (String host : HOSTS) {
      assertThat(hosts.failures(host)).isEmpty();
      assertThat(hosts.tests(host, Status.ABORTED)).hasSize(1);
    }
  }
}
