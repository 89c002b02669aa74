package org.multihost.migration.qemu.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class QmpInFlightTests {

  private FakeQemu qemu;
  private QmpClient client;

  @BeforeEach
  public void open() throws IOException {
    qemu = FakeQemu.connect();
    client = qemu.open();
  }

  @AfterEach
  public void close() {
    client.close();
    qemu.close();
  }

  private List<JsonNode> fillTheFlight() throws InterruptedException {
    List<JsonNode> heard = new ArrayList<>();
    for (int i = 0; i < QmpCommands.MOST_IN_BAND; i++) {
      client.send("busy", Map.of("number", i));
      heard.add(qemu.hears("busy"));
    }
    return heard;
  }

  @Test
  void sendsTheNinthWhenOneWasAnswered() throws Exception {
    List<JsonNode> inFlight = fillTheFlight();
    CompletableFuture<JsonNode> ninth = client.send("ninth", Map.of());
    client.sendOutOfBand("probe", Map.of());
    qemu.hears("probe");
    assertThat(qemu.unheard()).as("commands sent although eight are in flight").isZero();

    qemu.answer(inFlight.get(3), "{}");
    qemu.answer(qemu.hears("ninth"), "9");

    assertThat(ninth).succeedsWithin(FakeQemu.PATIENCE).hasToString("9");
  }

  @Test
  void sendsOutOfBandAtOnce() throws Exception {
    fillTheFlight();

    CompletableFuture<JsonNode> pause = client.sendOutOfBand("migrate-pause", Map.of("a", 1));
    JsonNode heard = qemu.hears();
    qemu.answer(heard, "{}");

    assertThat(heard.path("exec-oob").asText()).isEqualTo("migrate-pause");
    assertThat(heard.at("/arguments/a").asInt()).isEqualTo(1);
    assertThat(pause).succeedsWithin(FakeQemu.PATIENCE);
  }

  @Test
  void doesNotSendWhatNobodyWaitsForAnyMore() throws Exception {
    List<JsonNode> inFlight = fillTheFlight();
    client.send("cancelled", Map.of()).cancel(true);
    CompletableFuture<JsonNode> wanted = client.send("wanted", Map.of());

    qemu.answer(inFlight.get(0), "{}");
    qemu.answer(qemu.hears("wanted"), "1");

    assertThat(wanted).succeedsWithin(FakeQemu.PATIENCE);
  }

  @Test
  void countsACommandThatTimedOutUntilItIsAnswered() throws Exception {
    CompletableFuture<JsonNode> impatient = client.send("impatient", Map.of());
    impatient.orTimeout(1, TimeUnit.MILLISECONDS);
    assertThat(impatient).failsWithin(FakeQemu.PATIENCE);
    JsonNode late = qemu.hears("impatient");
    for (int i = 1; i < QmpCommands.MOST_IN_BAND; i++) {
      client.send("busy", Map.of());
      qemu.hears("busy");
    }
    client.send("ninth", Map.of());
    client.sendOutOfBand("probe", Map.of());
    qemu.hears("probe");

    qemu.answer(late, "{}");

    qemu.hears("ninth");
  }

  @Test
  void failsWhatWasQueuedWhenTheConnectionEnds() throws Exception {
    fillTheFlight();
    CompletableFuture<JsonNode> queued = client.send("queued", Map.of());

    qemu.hangUp();

    assertThat(queued)
        .failsWithin(FakeQemu.PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(QmpConnectionException.class)
        .withMessageContaining("[queued]");
  }

  @Test
  void keepsApartWhatManyThreadsAsk() throws Exception {
    List<CompletableFuture<Integer>> asking = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      asking.add(
          CompletableFuture.supplyAsync(
              () -> client.execute("echo", Map.of("number", number)).asInt()));
    }

    answerInAnyOrder(asking.size());

    for (int i = 0; i < asking.size(); i++) {
      assertThat(asking.get(i)).succeedsWithin(FakeQemu.PATIENCE).isEqualTo(i);
    }
  }

  private void answerInAnyOrder(int count) throws InterruptedException {
    Random random = new Random(42);
    List<JsonNode> unanswered = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      unanswered.add(qemu.hears("echo"));
      if (qemu.unheard() == 0) {
        Collections.shuffle(unanswered, random);
        unanswered.forEach(c -> qemu.answer(c, c.at("/arguments/number").toString()));
        unanswered.clear();
      }
    }
    unanswered.forEach(c -> qemu.answer(c, c.at("/arguments/number").toString()));
  }

  @Test
  void readsAndClosesThoughQemuDoesNotRead() throws Exception {
    qemu.deafAfter("last");
    client.send("last", Map.of());
    CompletableFuture<JsonNode> stuck = client.send("large", Map.of("x", "x".repeat(5_000_000)));
    try (QmpSubscription events = client.subscribe(event -> true)) {
      qemu.event("STOP");
      assertThat(events.take(FakeQemu.PATIENCE, "STOP").name()).isEqualTo("STOP");
    }
    assertThatExceptionOfType(QmpTimeoutException.class)
        .isThrownBy(() -> client.execute("unread", Map.of(), Duration.ofMillis(50)))
        .withMessageEndingWith("sent and not answered: [last, large, unread]");

    client.close();

    assertThat(stuck).isCompletedExceptionally();
  }
}
