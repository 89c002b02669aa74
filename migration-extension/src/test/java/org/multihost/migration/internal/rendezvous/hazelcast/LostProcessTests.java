package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.multihost.migration.HostLostException;
import org.multihost.migration.internal.rendezvous.ClassScope;
import org.multihost.migration.internal.rendezvous.ConnectionSettings;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.TestScope;

/** What hosts notice when another process is killed or frozen. */
final class LostProcessTests {

  private static final List<String> HOSTS = List.of("source", "destination", "bystander");
  private static final Duration LONG = Duration.ofSeconds(120);

  /**
   * A second is what is promised, and much less is usual; on a machine that is busy with other
   * builds it may take longer, yet never as long as the silence of a frozen process.
   */
  private static final long AT_ONCE_MILLIS = 3_000;

  private ExecutorService threads;

  @BeforeEach
  void startThreads() {
    threads = Executors.newCachedThreadPool();
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void noticesAKilledHostAtOnce() throws Exception {
    long millis = millisUntilLost(ChildProcess::kill, "its process ended");
    assertThat(millis).isLessThan(AT_ONCE_MILLIS);
  }

  @Test
  void noticesAFrozenHostWithinTenSeconds() throws Exception {
    long millis = millisUntilLost(ChildProcess::freeze, "no heartbeat");
    assertThat(millis).isLessThan(10_000);
  }

  private interface Blow {
    void strike(ChildProcess child) throws Exception;
  }

  private long millisUntilLost(Blow blow, String reason) throws Exception {
    try (HazelcastTestRun run = new HazelcastTestRun();
        HostConnection source = run.join("source");
        HostConnection bystander = run.join("bystander")) {
      CompletableFuture<TestScope> waiting = enter(source);
      CompletableFuture<TestScope> idle = enter(bystander);
      try (ChildProcess child =
          ChildProcess.host("destination", run.coordinator.address(), HOSTS)) {
        TestScope atBarrier = waiting.get(120, TimeUnit.SECONDS);
        TestScope atWork = idle.get(120, TimeUnit.SECONDS);
        CompletableFuture<Throwable> barrier =
            CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> atBarrier.main().barrier("x", "", HOSTS, LONG)),
                threads);
        long start = System.nanoTime();
        blow.strike(child);
        List<Throwable> seen =
            List.of(
                barrier.get(30, TimeUnit.SECONDS),
                atWork.broken().toCompletableFuture().get(30, TimeUnit.SECONDS));
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertThat(seen)
            .allSatisfy(
                each ->
                    assertThat(each)
                        .isInstanceOf(HostLostException.class)
                        .hasMessageContaining("Host [destination] was lost")
                        .hasMessageContaining(reason));
        return millis;
      }
    }
  }

  private CompletableFuture<TestScope> enter(HostConnection host) {
    return CompletableFuture.supplyAsync(
        () -> host.enterClass("c", HOSTS, "", LONG).enterTest("t", "", LONG), threads);
  }

  @Test
  void noticesAKilledCoordinatorAtOnce() throws Exception {
    long millis = millisUntilCoordinatorLost(ChildProcess::kill, "its process ended");
    assertThat(millis).isLessThan(AT_ONCE_MILLIS);
  }

  @Test
  void noticesAFrozenCoordinatorWithinTenSeconds() throws Exception {
    long millis = millisUntilCoordinatorLost(ChildProcess::freeze, "no heartbeat");
    assertThat(millis).isLessThan(10_000);
  }

  private long millisUntilCoordinatorLost(Blow blow, String reason) throws Exception {
    try (ChildProcess coordinator = ChildProcess.coordinator();
        HostConnection host = connect("source", coordinator);
        HostConnection other = connect("destination", coordinator)) {
      List<String> hosts = List.of("source", "destination");
      CompletableFuture<ClassScope> there =
          CompletableFuture.supplyAsync(() -> other.enterClass("c", hosts, "", LONG), threads);
      ClassScope here = host.enterClass("c", hosts, "", LONG);
      there.get(30, TimeUnit.SECONDS);
      CompletableFuture<Throwable> waiting =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(() -> here.enterTest("t", "", LONG)), threads);
      long start = System.nanoTime();
      blow.strike(coordinator);
      assertThat(waiting.get(30, TimeUnit.SECONDS))
          .isInstanceOf(HostLostException.class)
          .hasMessageContaining("Host [source], which holds the coordinator of the run at [")
          .hasMessageContaining("was lost: ")
          .hasMessageContaining(reason);
      return (System.nanoTime() - start) / 1_000_000;
    }
  }

  private static HostConnection connect(String host, ChildProcess coordinator) {
    return Connections.connect(
        new ConnectionSettings(
            host,
            ChildProcess.loopback(Integer.parseInt(coordinator.ready())),
            HazelcastTestRun.SECRET,
            "Host [source]",
            LONG,
            HazelcastTestRun.SILENCE,
            notice -> {}));
  }
}
