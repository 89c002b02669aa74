package org.multihost.migration.internal.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.multihost.migration.internal.rendezvous.HostConnection.ClassKey;

/** Three hosts of one run as threads of a test, whatever their board is made of. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class HostsOfARun {

  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(300);
  static final String S = "source";
  static final String D = "destination";
  static final String B = "bystander";
  static final List<String> TWO = List.of(S, D);
  static final List<String> THREE = List.of(S, D, B);

  public final Map<String, HostConnection> connections = new LinkedHashMap<>();
  public RendezvousRun run;
  private ExecutorService threads;
  public String id;

  protected abstract RendezvousRun newRun();

  @BeforeAll
  void joinRun() {
    run = newRun();
    THREE.forEach(host -> connections.put(host, run.join(host)));
  }

  @AfterAll
  void leaveRun() {
    connections.values().forEach(HostConnection::close);
    run.close();
  }

  @BeforeEach
  void startThreads(TestInfo info) {
    threads = Executors.newCachedThreadPool();
    id = "[class:" + info.getDisplayName() + "]";
  }

  @AfterEach
  void stopThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
  }

  final <T> CompletableFuture<T> async(Supplier<T> action) {
    return CompletableFuture.supplyAsync(action, threads);
  }

  public final CompletableFuture<Throwable> failing(Runnable action) {
    return async(() -> catchThrowable(action::run));
  }

  final <T> Map<String, T> onAll(List<String> hosts, Function<String, T> action) {
    Map<String, CompletableFuture<T>> running = new LinkedHashMap<>();
    hosts.forEach(host -> running.put(host, async(() -> action.apply(host))));
    Map<String, T> results = new LinkedHashMap<>();
    running.forEach((host, result) -> results.put(host, get(result)));
    return results;
  }

  public static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  public final Map<String, ClassScope> enterClass(List<String> hosts) {
    return onAll(hosts, host -> connections.get(host).enterClass(id, hosts, "plan", LONG));
  }

  public final Map<String, TestScope> enterTest(Map<String, ClassScope> in, String test) {
    return onAll(
        List.copyOf(in.keySet()), host -> in.get(host).enterTest(id + "/" + test, "", LONG));
  }

  public final Map<String, TestScope> enter(List<String> hosts) {
    return enterTest(enterClass(hosts), "[test:1]");
  }

  public static ClassKey key(String type) {
    return new ClassKey(type, TWO);
  }

  public static void barrier(TestScope test, String name, List<String> hosts) {
    test.main().barrier(name, "", hosts, LONG);
  }
}
