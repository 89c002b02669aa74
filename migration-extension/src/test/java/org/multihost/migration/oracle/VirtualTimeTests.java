package org.multihost.migration.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class VirtualTimeTests {

  private static final Duration REAL_LIMIT = Duration.ofSeconds(30);

  private final VirtualTime time = new VirtualTime(1);
  private final List<String> notes = new ArrayList<>();

  /** A thread of the clock that may throw anything. */
  private Thread thread(String name, Body body) {
    return time.thread(
        name,
        () -> {
          try {
            body.run();
          } catch (Exception e) {
            note(name + " " + e.getClass().getSimpleName());
          }
        });
  }

  private interface Body {
    void run() throws Exception;
  }

  private void note(String what) {
    notes.add(what + " at " + Duration.ofNanos(time.nanos()));
  }

  @Test
  void timePassesOnlyWhenAllThreadsWait() {
    CompletableFuture<String> value = new CompletableFuture<>();
    Thread waits = thread("waits", () -> note(time.await(value, Duration.ofHours(1))));
    Thread gives =
        thread(
            "gives",
            () -> {
              time.pass(Duration.ofMinutes(2));
              value.complete("given");
            });

    time.run(List.of(waits, gives), REAL_LIMIT);

    assertThat(notes).containsExactly("given at PT2M");
  }

  @Test
  void aWaitEndsAtItsLimit() {
    Thread waits =
        thread("waits", () -> time.await(new CompletableFuture<>(), Duration.ofSeconds(7)));

    time.run(List.of(waits), REAL_LIMIT);

    assertThat(notes)
        .containsExactly("waits " + TimeoutException.class.getSimpleName() + " at PT7S");
  }

  @Test
  void anInterruptEndsAWaitAtOnce() {
    Thread waits = thread("waits", () -> time.pass(Duration.ofDays(1)));
    Thread interrupts =
        thread(
            "interrupts",
            () -> {
              time.pass(Duration.ofSeconds(1));
              waits.interrupt();
              time.pass(Duration.ofSeconds(1));
              note("interrupted");
            });

    time.run(List.of(waits, interrupts), REAL_LIMIT);

    assertThat(notes).containsExactly("waits InterruptedException at PT1S", "interrupted at PT2S");
  }

  @Test
  void anExecutorRunsItsTasksInOrderAndEnds() {
    Thread gives =
        thread(
            "gives",
            () -> {
              var executor = time.executor("tasks");
              executor.execute(() -> note("first"));
              executor.execute(() -> note("second"));
            });

    time.run(List.of(gives), REAL_LIMIT);

    assertThat(notes).containsExactly("first at PT0S", "second at PT0S");
    assertThat(time.stall()).isNull();
  }

  @Test
  void anInterruptBeforeAThreadsFirstTurnIsThereFromItsBeginning() {
    Thread later =
        thread("later", () -> note("interrupted: " + Thread.currentThread().isInterrupted()));
    Thread starts =
        thread(
            "starts",
            () -> {
              later.start();
              later.interrupt();
              time.join(later, Duration.ofSeconds(1));
            });

    time.run(List.of(starts), REAL_LIMIT);

    assertThat(notes).containsExactly("interrupted: true at PT0S");
  }

  @Test
  void anInterruptReachesNoTaskAfterItsOwn() {
    Thread ended = thread("ended", () -> Thread.currentThread().interrupt());
    Thread goesOn =
        thread(
            "goes on",
            () -> {
              time.join(ended, Duration.ofSeconds(1));
              ended.interrupt();
              Thread next = thread("next", () -> time.pass(Duration.ofSeconds(1)));
              next.start();
              time.join(next, Duration.ofSeconds(5));
              note("went on");
            });

    time.run(List.of(ended, goesOn), REAL_LIMIT);

    assertThat(notes).containsExactly("went on at PT1S");
  }

  @Test
  void aMessageThatFailsEndsAllWaitsWithItsReason() {
    Thread sends =
        thread(
            "sends",
            () ->
                time.deliver(
                    "somebody",
                    () -> {
                      throw new IllegalStateException("broken message");
                    }));
    Thread waits = thread("waits", () -> time.await(new CompletableFuture<>(), Duration.ofDays(1)));

    time.run(List.of(waits, sends), REAL_LIMIT);

    assertThat(time.stall()).contains("broken message");
    assertThat(notes).containsExactly("waits IllegalStateException at PT0S");
  }

  @Test
  void aThreadThatCannotStartIsNotWaitedFor() {
    Strand never = new Strand("never");
    Thread starts =
        thread(
            "starts",
            () -> {
              assertThatThrownBy(
                      () ->
                          time.begin(
                              never,
                              () -> {
                                throw new OutOfMemoryError("no thread");
                              }))
                  .hasMessage("no thread");
              time.pass(Duration.ofSeconds(1));
              note("went on");
            });

    time.run(List.of(starts), REAL_LIMIT);

    assertThat(notes).containsExactly("went on at PT1S");
  }
}
