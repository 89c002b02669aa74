package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The latches of each kind that this Hazelcast has, of a coordinator and of two hosts. */
final class LatchesTests {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static HazelcastTestRun run;

  @BeforeAll
  static void start() {
    run = new HazelcastTestRun();
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  static Stream<String> kinds() {
    return Stream.of(Latches.MAP, run.coordinator.latchKind()).distinct();
  }

  private static HazelcastInstance member() {
    return run.coordinator.member();
  }

  private static CompletableFuture<Boolean> awaited(Latches latches, String id) {
    CompletableFuture<Boolean> opened = new CompletableFuture<>();
    get(latches.await(id, opened));
    return opened;
  }

  private static void get(CompletionStage<?> stage) {
    stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void wakeAllHostsThatAwaitThatLatch(String kind) {
    try (Latches coordinator = Latches.of(kind, member());
        Latches one = Latches.of(kind, member());
        Latches other = Latches.of(kind, member())) {
      CompletableFuture<Boolean> first = awaited(one, kind + "/b1");
      CompletableFuture<Boolean> second = awaited(other, kind + "/b1");
      CompletableFuture<Boolean> another = awaited(one, kind + "/b2");
      assertThat(first).isNotDone();
      coordinator.open(kind + "/b1");
      get(first);
      get(second);
      assertThat(another).isNotDone();
      coordinator.open(kind + "/b2");
      get(another);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void openWithoutAnyoneWhoWaits(String kind) {
    try (Latches coordinator = Latches.of(kind, member());
        Latches host = Latches.of(kind, member())) {
      coordinator.open(kind + "/nobody");
      CompletableFuture<Boolean> next = awaited(host, kind + "/b3");
      coordinator.open(kind + "/b3");
      get(next);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void areAwaitedByOthersAfterOneHasGivenUp(String kind) {
    try (Latches coordinator = Latches.of(kind, member());
        Latches host = Latches.of(kind, member())) {
      CompletableFuture<Boolean> cancelled = awaited(host, kind + "/b4");
      CompletableFuture<Boolean> kept = awaited(host, kind + "/b4");
      cancelled.cancel(false);
      coordinator.open(kind + "/b4");
      get(kept);
      assertThat(cancelled).isCancelled();
    }
  }

  @Test
  void onAMapAreDroppedWithTheirScope() {
    try (Latches latches = Latches.of(Latches.MAP, member())) {
      Set<String> present = Set.of("s71/b1", "s71/b2", "s7/b3");
      present.forEach(latches::open);
      await().atMost(LIMIT).until(() -> keys().containsAll(present));
      latches.forget(Set.of("s71", "s8"));
      await().atMost(LIMIT).until(() -> keys().stream().noneMatch(id -> id.startsWith("s71/")));
      assertThat(keys()).contains("s7/b3");
    }
  }

  private static Set<String> keys() {
    return member().<String, Boolean>getMap("latches").keySet();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void canBeDroppedWhoeverHasOpenedThem(String kind) {
    try (Latches latches = Latches.of(kind, member())) {
      CompletableFuture<Boolean> opened = awaited(latches, kind + "-over/b1");
      latches.open(kind + "-over/b1");
      get(opened);
      latches.forget(Set.of(kind + "-over", "never seen"));
      latches.forget(Set.of(kind + "-over"));
    }
  }

  @Test
  void ofAnUnknownKindAreRefused() {
    assertThatThrownBy(() -> Latches.of("paper", member()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[paper]");
  }
}
