package org.multihost.migration.internal.rendezvous.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.multihost.migration.internal.rendezvous.Board;
import org.multihost.migration.internal.rendezvous.ClientConnection;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.rendezvous.state.Barrier;
import org.multihost.migration.internal.rendezvous.state.Command;
import org.multihost.migration.internal.rendezvous.state.Reply;
import org.multihost.migration.internal.wire.ThrowableRecord;

/** How the boards of two hosts learn that a barrier is open; one is with the member. */
final class HazelcastBoardTests {

  private static final List<String> TWO = List.of("source", "destination");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static HazelcastTestRun run;
  private static HostConnection source;
  private static HostConnection destination;

  private String type = "";
  private int tickets;

  @BeforeAll
  static void start() {
    run = new HazelcastTestRun();
    source = run.join("source");
    destination = run.join("destination");
  }

  @AfterAll
  static void stop() {
    source.close();
    destination.close();
    run.close();
  }

  @BeforeEach
  void enterAClass(TestInfo info) {
    for (HostConnection host : List.of(source, destination)) {
      type = arrived(host, enter(host, info.getDisplayName())).scope();
    }
  }

  private Command enter(HostConnection host, String name) {
    String ticket = name + host.self() + ++tickets;
    return new Command.EnterClass(host.self(), ticket, name, TWO, "");
  }

  private static Board board(HostConnection host) {
    return ((ClientConnection) host).board();
  }

  private static Reply.Arrived arrived(HostConnection host, Command command) {
    return (Reply.Arrived) board(host).post(command);
  }

  private Command arrival(HostConnection host, String barrier) {
    String ticket = barrier + host.self() + ++tickets;
    return new Command.Arrive(host.self(), ticket, type, Barrier.MAIN, barrier, "", TWO);
  }

  private static void get(CompletableFuture<?> future) {
    future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void aWaitingHostIsWokenWhenTheLastOneArrives() {
    for (HostConnection first : List.of(source, destination)) {
      HostConnection last = first == source ? destination : source;
      String barrier = arrived(first, arrival(first, "x")).barrier();
      CompletableFuture<?> opened = board(first).opened(barrier);
      CompletableFuture<?> cancelled = board(first).opened(barrier);
      cancelled.cancel(false);
      assertThat(opened).isNotDone();
      assertThat(arrived(last, arrival(last, "x")).barrier()).isEqualTo(barrier);
      get(opened);
      assertThat(board(first).read().barriers()).doesNotContainKey(barrier);
      assertThat(cancelled).isCancelled();
    }
  }

  @Test
  void aHostThatComesAfterTheOpeningIsWoken() {
    String barrier = arrived(source, arrival(source, "x")).barrier();
    arrived(destination, arrival(destination, "x"));
    get(board(source).opened(barrier));
    get(board(destination).opened(barrier));
    get(board(destination).opened(type + "/never"));
  }

  @Test
  void aWaitingHostIsWokenWhenAnotherOneFails() {
    String barrier = arrived(destination, arrival(destination, "x")).barrier();
    CompletableFuture<?> opened = board(destination).opened(barrier);
    ThrowableRecord thrown = ThrowableRecord.of(new IllegalStateException("no"));
    board(source).post(new Command.Fail("source", type, "CHECK", thrown));
    get(opened);
  }

  @Test
  void aHostThatWaitsForTheEndIsWokenWhenTheOtherOneHasLeft() {
    String barrier =
        arrived(source, new Command.Finish("source", "f" + ++tickets, type, "end", true)).barrier();
    CompletableFuture<?> opened = board(source).opened(barrier);
    assertThat(opened).isNotDone();
    board(destination).post(new Command.LeaveClass("destination", type));
    get(opened);
  }

  @Test
  void nothingIsLeftOfAClassThatAllHostsHaveLeft() {
    String barrier = arrived(source, arrival(source, "x")).barrier();
    CompletableFuture<?> opened = board(source).opened(barrier);
    arrived(destination, arrival(destination, "x"));
    get(opened);
    get(board(source).put(type + "/main/port", "1").toCompletableFuture());
    for (HostConnection host : List.of(source, destination)) {
      board(host).post(new Command.LeaveClass(host.self(), type));
    }
    await().atMost(LIMIT).until(() -> ofThisClass("values") + ofThisClass("latches") == 0);
    assertThat(run.state().scopes()).doesNotContainKey(type);
  }

  private long ofThisClass(String map) {
    return run.coordinator.member().<String, Object>getMap(map).keySet().stream()
        .filter(key -> key.startsWith(type + "/"))
        .count();
  }
}
