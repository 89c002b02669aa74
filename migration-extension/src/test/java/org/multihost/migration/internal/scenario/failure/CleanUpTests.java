package org.multihost.migration.internal.scenario.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.multihost.migration.MultihostException;
import org.multihost.migration.internal.time.ManualTime;

@Timeout(60)
class CleanUpTests {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ManualTime time = new ManualTime();
  private final List<String> done = new ArrayList<>();

  @AfterEach
  void noInterruptIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  private void clean(GuardedStep body) throws Throwable {
    CleanUp.run("@AfterEach", LIMIT, time, body);
  }

  @Test
  void runsOnThisThread() throws Throwable {
    clean(() -> done.add(Thread.currentThread().getName()));
    assertThat(done).containsExactly(Thread.currentThread().getName());
  }

  @Test
  void itsOwnFailureIsThrownItself() {
    AssertionError wrong = new AssertionError("wrong");
    assertThatThrownBy(
            () ->
                clean(
                    () -> {
                      throw wrong;
                    }))
        .isSameAs(wrong);
  }

  @Test
  void anInterruptFlagThatTheTestLeftDoesNotEndIt() throws Throwable {
    Thread.currentThread().interrupt();
    clean(() -> done.add(String.valueOf(Thread.currentThread().isInterrupted())));
    assertThat(done).containsExactly("false");
  }

  @Test
  void theDeadlineInterruptsIt() {
    assertThatThrownBy(
            () ->
                clean(
                    () -> {
                      time.advance(LIMIT);
                      new CountDownLatch(1).await();
                    }))
        .isInstanceOf(MultihostException.class)
        .hasMessage(
            "Clean-up [@AfterEach] did not end within 10 s (multihost.timeout.cleanup) and was"
                + " interrupted");
  }

  @Test
  void whatItThrowsAfterItsDeadlineIsSuppressedByIt() {
    AssertionError wrong = new AssertionError("wrong");
    assertThatThrownBy(
            () ->
                clean(
                    () -> {
                      time.advance(LIMIT);
                      throw wrong;
                    }))
        .isInstanceOf(MultihostException.class)
        .hasSuppressedException(wrong);
  }

  @Test
  void aDeadlineAfterItsEndInterruptsNothing() throws Throwable {
    clean(() -> done.add("done"));
    time.advance(LIMIT.multipliedBy(2));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void allPartsShareOneTimeThatBeginsWithTheFirst() {
    CleanUpTime shared = new CleanUpTime(LIMIT, time);
    time.advance(LIMIT);
    assertThat(shared.left()).as("it has not begun").isEqualTo(LIMIT);
    time.advance(Duration.ofSeconds(4));
    assertThat(shared.left()).isEqualTo(Duration.ofSeconds(6));
    time.advance(Duration.ofSeconds(60));
    assertThat(shared.left()).as("never negative").isZero();
  }
}
