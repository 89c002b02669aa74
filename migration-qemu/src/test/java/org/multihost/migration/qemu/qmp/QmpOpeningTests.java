package org.multihost.migration.qemu.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class QmpOpeningTests {

  private FakeQemu qemu;

  @BeforeEach
  public void connect() throws IOException {
    qemu = FakeQemu.connect();
  }

  @AfterEach
  void disconnect() {
    qemu.close();
  }

  @Test
  void tellsHowQemuIntroducedItself() {
    try (QmpClient client = qemu.open()) {
      assertThat(client.greeting().version()).isEqualTo("7.2.22");
      assertThat(client.greeting().packageText()).isEqualTo("Debian");
      assertThat(client.greeting().capabilities()).containsExactly("oob");
      assertThat(client.greeting().isAtLeast(7, 2)).isTrue();
      assertThat(client.greeting().isAtLeast(6, 9)).isTrue();
      assertThat(client.greeting().isAtLeast(7, 3)).isFalse();
      assertThat(client.greeting().isAtLeast(9, 0)).isFalse();
    }
  }

  @Test
  void enablesOutOfBandIfOffered() {
    try (QmpClient client = qemu.greeted(FakeQemu.greeting("\"later\", \"oob\"")).openClient()) {
      JsonNode enabled = qemu.negotiated().at("/arguments/enable");
      assertThat(client.greeting().offersOutOfBand()).isTrue();
      assertThat(enabled).extracting(JsonNode::asText).containsExactly("oob");
    }
  }

  @Test
  void enablesNothingIfNothingIsOffered() {
    try (QmpClient client = qemu.greeted(FakeQemu.greeting("")).openClient()) {
      assertThat(qemu.negotiated().has("arguments")).isFalse();
      assertThat(client.greeting().offersOutOfBand()).isFalse();
    }
  }

  @Test
  void failsIfQemuDoesNotGreetInTime() {
    assertThatExceptionOfType(QmpTimeoutException.class)
        .isThrownBy(() -> QmpClient.open("vm1", qemu.clientSide(), Duration.ofMillis(100)))
        .withMessage("QEMU [vm1] did not send [the greeting] within 100 ms")
        .satisfies(e -> assertThat(e.timeout()).isEqualTo(Duration.ofMillis(100)));
    assertThat(qemu.clientSide().isOpen()).isFalse();
  }

  @Test
  void failsIfQemuDoesNotAnswerTheNegotiationInTime() {
    qemu.say(FakeQemu.GREETING);

    assertThatExceptionOfType(QmpTimeoutException.class)
        .isThrownBy(() -> QmpClient.open("vm1", qemu.clientSide(), Duration.ofMillis(100)))
        .withMessageContaining("[qmp_capabilities]");
  }

  @Test
  void failsIfQemuRefusesTheNegotiation() throws Exception {
    qemu.listen().say(FakeQemu.GREETING);
    CompletableFuture<QmpClient> opening = CompletableFuture.supplyAsync(qemu::openClient);

    qemu.refuse(qemu.hears("qmp_capabilities"), "GenericError", "no");

    assertThat(opening)
        .failsWithin(FakeQemu.PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(QmpCommandException.class)
        .withMessage("QEMU [vm1] refused [qmp_capabilities] with [GenericError]: no");
    assertThat(qemu.clientSide().isOpen()).isFalse();
  }

  @Test
  void failsIfQemuHangsUpInsteadOfGreeting() {
    qemu.hangUp();

    assertThatExceptionOfType(QmpConnectionException.class)
        .isThrownBy(qemu::openClient)
        .withMessage("QEMU [vm1] closed its QMP connection; was waiting for the greeting")
        .satisfies(e -> assertThat(e.vm()).isEqualTo("vm1"))
        .satisfies(e -> assertThat(e.closedHere()).isFalse());
  }

  @Test
  void failsIfQemuHangsUpWithinTheGreeting() {
    qemu.sayBytes(new byte[] {'{', '"', 'Q'});
    qemu.hangUp();

    assertThatExceptionOfType(QmpConnectionException.class)
        .isThrownBy(qemu::openClient)
        .withMessageContaining("in the middle of a line: [{\"Q]");
  }

  @Test
  void failsIfTheChannelIsClosed() throws IOException {
    qemu.clientSide().close();

    assertThatExceptionOfType(QmpConnectionException.class)
        .isThrownBy(qemu::openClient)
        .withMessageContaining("ClosedChannelException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH",
        "{\"return\": {}, \"id\": 1}",
        "{\"event\": \"STOP\"}",
        "{}",
        "[]",
        "{\"QMP\": {}}",
        "{\"QMP\": 7}"
      })
  void failsIfItIsNotGreeted(String line) {
    qemu.say(line);

    assertThatExceptionOfType(QmpProtocolException.class)
        .isThrownBy(qemu::openClient)
        .withMessageContaining("[vm1]")
        .withMessageContaining(line);
  }
}
