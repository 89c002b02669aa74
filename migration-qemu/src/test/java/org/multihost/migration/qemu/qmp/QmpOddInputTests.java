package org.multihost.migration.qemu.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no QEMU says, or only one that is broken. */
@Timeout(120)
final class QmpOddInputTests {

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"seconds\": 9223372036854775807, \"microseconds\": 0}",
        "{\"seconds\": 1700000000, \"microseconds\": 9223372036854775807}",
        "{\"seconds\": 1700000000, \"microseconds\": -1}",
        "{\"seconds\": 1e300}",
        "{\"seconds\": \"soon\"}",
        "[]",
        "7",
        "null"
      })
  void aTimeThatIsNoneDoesNotLoseTheEvent(String timestamp) {
    try (QmpSubscription stops = client.subscribe(QmpEvent.named("STOP"))) {
      qemu.say("{\"timestamp\": %s, \"event\": \"STOP\"}".formatted(timestamp));

      QmpEvent stop = stops.take(FakeQemu.PATIENCE, "STOP");

      assertThat(stop.timestamp())
          .isBetween(Instant.ofEpochSecond(1_700_000_000), Instant.now().plusSeconds(60));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"18446744073709551618", "2.0", "\"2\"", "null", "[2]", "-2"})
  void anIdThatIsNoneIsTakenForNoOther(String id) throws Exception {
    CompletableFuture<JsonNode> answer = client.send("query-status", Map.of());
    assertThat(qemu.hears("query-status").path("id").asLong()).isEqualTo(2);

    qemu.say("{\"return\": {}, \"id\": %s}".formatted(id));

    assertThat(answer)
        .failsWithin(FakeQemu.PATIENCE)
        .withThrowableThat()
        .withCauseInstanceOf(QmpProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\": 7}",
        "{\"event\": {\"STOP\": 1}}",
        "{\"event\": null}",
        "{\"error\": null}",
        "{\"error\": {\"desc\": {}}, \"id\": []}",
        "{\"QMP\": null}",
        "[1]",
        "\"STOP\"",
        "nul"
      })
  void whatIsNoMessageEndsTheConnectionWithAWord(String line) {
    qemu.say(line);

    assertThatExceptionOfType(QmpProtocolException.class)
        .isThrownBy(() -> client.execute("query-status"))
        .withMessageContaining("[vm1]");
  }

  @Test
  void whatIsNestedTooDeeplyIsNoMessage() {
    qemu.say("{\"return\": " + "[".repeat(200_000));

    assertThatExceptionOfType(QmpProtocolException.class)
        .isThrownBy(() -> client.execute("query-status"))
        .withMessageContaining("sent a line that is not JSON");
  }

  @Test
  void aLineOfMegabytesIsRead() throws Exception {
    CompletableFuture<JsonNode> answer = client.send("query-all", Map.of());
    String large = "\"" + "x".repeat(8 << 20) + "\"";

    qemu.answer(qemu.hears("query-all"), large);

    assertThat(answer.get(30, TimeUnit.SECONDS).asText()).hasSize(8 << 20);
  }
}
