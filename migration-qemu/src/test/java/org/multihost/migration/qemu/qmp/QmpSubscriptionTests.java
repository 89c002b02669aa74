package org.multihost.migration.qemu.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class QmpSubscriptionTests {

  private static final Duration SOON = Duration.ofMillis(50);

  private FakeQemu qemu;
  private QmpClient client;
  private QmpSubscription events;

  @BeforeEach
  public void open() throws IOException {
    qemu = FakeQemu.connect().answering("ping", "{}");
    client = qemu.open();
    events = client.subscribe(event -> !event.name().equals("OTHER"));
  }

  @AfterEach
  public void close() {
    client.close();
    qemu.close();
  }

  private QmpEvent take(String what) {
    return events.take(FakeQemu.PATIENCE, what);
  }

  @Test
  void keepsAnEventThatComesBeforeTheAnswer() throws Exception {
    CompletableFuture<JsonNode> answer =
        CompletableFuture.supplyAsync(() -> client.execute("stop"));
    JsonNode stop = qemu.hears("stop");
    qemu.event("STOP");
    qemu.answer(stop, "{}");
    answer.get();

    assertThat(take("STOP").name()).isEqualTo("STOP");
  }

  @Test
  void tellsWhatAnEventCarries() {
    qemu.event("MIGRATION", "{\"status\": \"active\", \"pass\": 2, \"deep\": {}}");

    QmpEvent event = take("MIGRATION");

    assertThat(event.text("status")).contains("active");
    assertThat(event.text("pass")).contains("2");
    assertThat(event.text("deep")).isEmpty();
    assertThat(event.text("none")).isEmpty();
  }

  @Test
  void tellsWhenAnEventHappened() {
    qemu.event("STOP");

    QmpEvent event = take("STOP");

    assertThat(event.timestamp()).isEqualTo(Instant.ofEpochSecond(1_700_000_000, 250_000));
    assertThat(event.data().isObject()).isTrue();
  }

  @Test
  void tellsWhenAnEventCameIfQemuDoesNotKnow() {
    Instant before = Instant.now();
    qemu.say("{\"event\": \"STOP\", \"timestamp\": {\"seconds\": -1, \"microseconds\": -1}}");

    assertThat(take("STOP").timestamp()).isBetween(before, Instant.now());
  }

  @Test
  void handsOutOnlyWhatPassesTheFilter() {
    try (QmpSubscription others = client.subscribe(QmpEvent.named("OTHER", "MORE"))) {
      qemu.event("OTHER");
      qemu.event("STOP");

      assertThat(take("STOP").name()).isEqualTo("STOP");
      assertThat(others.take(FakeQemu.PATIENCE, "OTHER").name()).isEqualTo("OTHER");
    }
  }

  @Test
  void goesOnAfterATimeout() {
    assertThatExceptionOfType(QmpTimeoutException.class)
        .isThrownBy(() -> events.take(SOON, "STOP of the source"))
        .withMessage("QEMU [vm1] did not send [STOP of the source] within 50 ms");

    qemu.event("STOP");

    assertThat(take("STOP").name()).isEqualTo("STOP");
  }

  @Test
  void failsWhenTheConnectionEndsFirst() {
    CompletableFuture<QmpEvent> waiting = CompletableFuture.supplyAsync(() -> take("STOP"));
    CompletableFuture<QmpEvent> next = events.next();

    qemu.hangUp();

    for (CompletableFuture<QmpEvent> future : List.of(waiting, next)) {
      assertThat(future)
          .failsWithin(FakeQemu.PATIENCE)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(QmpConnectionException.class)
          .withMessageStartingWith("QEMU [vm1] closed its QMP connection; was waiting for [");
    }
  }

  @Test
  void handsOutWhatItKeptBeforeItFails() {
    qemu.event("SHUTDOWN");
    qemu.hangUp();
    client.closed().toCompletableFuture().join();

    assertThat(take("SHUTDOWN").name()).isEqualTo("SHUTDOWN");
    assertThatExceptionOfType(QmpConnectionException.class).isThrownBy(() -> take("more"));
    assertThat(events.next()).isCompletedExceptionally();
  }

  @Test
  void failsIfOpenedAfterTheEnd() {
    client.close();

    assertThatExceptionOfType(QmpConnectionException.class)
        .isThrownBy(() -> client.subscribe(event -> true).take(FakeQemu.PATIENCE, "STOP"))
        .withMessage(
            "The QMP connection to QEMU [vm1] was closed on this side; was waiting for [STOP]");
  }

  @Test
  void tellsTheEndAfterTheLastEvent() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    events.forEach(event -> told.add(event.name()));
    client.closed().thenAccept(why -> told.add("end"));
    qemu.event("A");
    qemu.event("B");
    qemu.hangUp();

    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("A");
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("B");
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("end");
  }

  @Test
  void completesFuturesInOrder() throws Exception {
    CompletableFuture<QmpEvent> first = events.next();
    CompletableFuture<QmpEvent> second = events.next();
    qemu.event("A");
    qemu.event("B");

    assertThat(second.get().name()).isEqualTo("B");
    assertThat(first).isCompletedWithValueMatching(event -> event.name().equals("A"));
  }

  @Test
  void givesTheEventOfACancelledFutureToTheNext() {
    CompletableFuture<QmpEvent> cancelled = events.next();
    cancelled.cancel(true);
    qemu.event("A");

    assertThat(take("A").name()).isEqualTo("A");
  }

  @Test
  void handsAConsumerWhatWasKeptAndWhatComes() throws Exception {
    BlockingQueue<String> consumed = new LinkedBlockingQueue<>();
    qemu.event("A");
    qemu.event("B");
    client.execute("ping");
    events.forEach(event -> consumed.add(event.name()));
    qemu.event("C");

    for (String name : List.of("A", "B", "C")) {
      assertThat(consumed.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
    }
    assertThatIllegalStateException().isThrownBy(events::next).withMessageContaining("consumer");
  }

  @Test
  void goesOnAfterAConsumerThatThrows() throws Exception {
    BlockingQueue<String> consumed = new LinkedBlockingQueue<>();
    events.forEach(event -> failOn("BAD", event, consumed));
    qemu.event("BAD");
    qemu.event("GOOD");

    assertThat(consumed.poll(10, TimeUnit.SECONDS)).isEqualTo("GOOD");
    client.execute("ping");
  }

  private static void failOn(String bad, QmpEvent event, BlockingQueue<String> consumed) {
    if (event.name().equals(bad)) {
      throw new AssertionError("a consumer's own");
    }
    consumed.add(event.name());
  }

  @Test
  void isNotHeldUpByAConsumerThatBlocks() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (QmpSubscription blocking = client.subscribe(event -> true)) {
      blocking.forEach(event -> block(blocked, release));
      qemu.event("A");
      blocked.await();

      client.execute("ping");

      assertThat(take("A").name()).isEqualTo("A");
    } finally {
      release.countDown();
    }
  }

  private static void block(CountDownLatch blocked, CountDownLatch release) {
    blocked.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void letsNoEventPassAFilterThatFails() {
    try (QmpSubscription failing = client.subscribe(event -> client.execute("ping").isObject())) {
      qemu.event("A");

      assertThat(take("A").name()).isEqualTo("A");
      assertThatExceptionOfType(QmpTimeoutException.class)
          .isThrownBy(() -> failing.take(SOON, "nothing"));
      client.execute("ping");
    }
  }

  @Test
  void failsWhoeverWaitsWhenClosed() {
    CompletableFuture<QmpEvent> next = events.next();
    CompletableFuture<QmpEvent> waiting = CompletableFuture.supplyAsync(() -> take("STOP"));

    Awaitility.await().pollDelay(SOON).untilAsserted(() -> assertThat(waiting).isNotDone());
    events.close();

    for (CompletableFuture<QmpEvent> future : List.of(waiting, next)) {
      assertThat(future)
          .failsWithin(FakeQemu.PATIENCE)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(IllegalStateException.class)
          .withMessage("This subscription to events of QEMU [vm1] is closed");
    }
    assertThatIllegalStateException().isThrownBy(() -> take("more"));
  }

  @Test
  void keepsNothingOnceClosed() {
    events.close();
    qemu.event("A");

    client.execute("ping", Map.of());

    assertThatIllegalStateException().isThrownBy(() -> events.forEach(event -> {}));
  }
}
