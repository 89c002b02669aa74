package org.multihost.migration.qemu.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multihost.migration.MultihostException;

@Timeout(120)
final class QmpClientTests {

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

  @Test
  void returnsWhatQemuReturns() {
    qemu.answering("query-status", "{\"status\": \"running\"}");

    assertThat(client.execute("query-status").path("status").asText()).isEqualTo("running");
  }

  @Test
  void sendsArgumentsAndAnId() throws Exception {
    client.send("migrate", Map.of("uri", "tcp:[::1]:0", "x", List.of(1, true, "ü\n")));

    JsonNode command = qemu.hears("migrate");
    assertThat(command.path("id").isIntegralNumber()).isTrue();
    assertThat(command.at("/arguments/uri").asText()).isEqualTo("tcp:[::1]:0");
    assertThat(command.at("/arguments/x/2").asText()).isEqualTo("ü\n");
  }

  @Test
  void leavesOutArgumentsThatAreNone() throws Exception {
    client.send("stop", Map.of());

    assertThat(qemu.hears("stop").has("arguments")).isFalse();
  }

  @Test
  void refusesArgumentsThatAreNoJson() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.send("migrate", Map.of("uri", new Object())))
        .withMessageContaining("[migrate]");
  }

  @Test
  void throwsWhatQemuRefuses() throws Exception {
    CompletableFuture<JsonNode> answer = client.send("frobnicate", Map.of());
    qemu.refuse(qemu.hears("frobnicate"), "CommandNotFound", "The command is unknown");

    assertThat(answer)
        .failsWithin(FakeQemu.PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            QmpCommandException.class,
            e -> {
              assertThat(e.command()).isEqualTo("frobnicate");
              assertThat(e.errorClass()).isEqualTo("CommandNotFound");
              assertThat(e.description()).isEqualTo("The command is unknown");
            });
  }

  @Test
  void showsWhereTheFailedCommandWasAsked() throws Exception {
    CompletableFuture<JsonNode> asking =
        CompletableFuture.supplyAsync(() -> client.execute("frobnicate"));
    qemu.refuse(qemu.hears("frobnicate"), "CommandNotFound", "unknown");

    assertThat(asking)
        .failsWithin(FakeQemu.PATIENCE)
        .withThrowableThat()
        .havingCause()
        .withStackTraceContaining("QmpClientTests");
  }

  @Test
  void letsAnswersOvertake() throws Exception {
    CompletableFuture<JsonNode> first = client.send("first", Map.of());
    CompletableFuture<JsonNode> second = client.send("second", Map.of());
    JsonNode firstHeard = qemu.hears("first");
    qemu.answer(qemu.hears("second"), "2");
    assertThat(second).succeedsWithin(FakeQemu.PATIENCE).hasToString("2");
    assertThat(first).isNotDone();

    qemu.answer(firstHeard, "1");

    assertThat(first).succeedsWithin(FakeQemu.PATIENCE).hasToString("1");
  }

  @Test
  void goesOnAfterATimeout() throws Exception {
    assertThatExceptionOfType(QmpTimeoutException.class)
        .isThrownBy(() -> client.execute("slow", Map.of(), Duration.ofMillis(50)))
        .withMessageMatching(
            "QEMU \\[vm1] did not send \\[the answer to \\[slow] \\(id \\[\\d+]\\)] within 50 ms;"
                + " sent and not answered: \\[slow]");

    qemu.answer(qemu.hears("slow"), "\"late\"");
    qemu.answering("next", "\"in time\"");

    assertThat(client.execute("next").asText()).isEqualTo("in time");
  }

  @Test
  void endsAWaitThatIsInterrupted() throws Exception {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(MultihostException.class)
        .isThrownBy(() -> client.execute("slow"))
        .withMessageContaining("Interrupted")
        .withMessageContaining("[slow]");
    assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
  }

  @Test
  void readsAnAnswerOfAnyLength() {
    String schema = "x".repeat(3_000_000);
    qemu.answering("query-qmp-schema", "\"" + schema + "\"");

    assertThat(client.execute("query-qmp-schema").asText()).isEqualTo(schema);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsLinesHoweverTheyAreCut(long seed) throws Exception {
    try (QmpSubscription events = client.subscribe(event -> true)) {
      CompletableFuture<JsonNode> answer = client.send("ask", Map.of());
      String text =
          "{\"event\": \"A\", \"data\": {\"t\": \"Grüße, 世界 😀\"}}\r\n\r\n{\"event\": \"B\"}\n"
              + FakeQemu.success(qemu.hears("ask"), "\"" + "é".repeat(5_000) + "\"")
              + "\n{\"event\": \"C\"}\r\n";

      sayInPieces(text.getBytes(UTF_8), new Random(seed));

      assertThat(events.take(FakeQemu.PATIENCE, "A").text("t")).contains("Grüße, 世界 😀");
      assertThat(events.take(FakeQemu.PATIENCE, "B").name()).isEqualTo("B");
      assertThat(events.take(FakeQemu.PATIENCE, "C").name()).isEqualTo("C");
      assertThat(answer.get().asText()).hasSize(5_000);
    }
  }

  private void sayInPieces(byte[] bytes, Random random) {
    int at = 0;
    while (at < bytes.length) {
      int size = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 700));
      byte[] piece = new byte[size];
      System.arraycopy(bytes, at, piece, 0, size);
      qemu.sayBytes(piece);
      at += size;
    }
  }

  @Test
  void leavesAsideWhatItDoesNotKnow() {
    qemu.say("{\"later\": true}");
    qemu.say("{\"event\": \"LATER_EVENT\", \"data\": 7, \"more\": []}");
    qemu.answering("ask", "1, \"more\": 2");

    assertThat(client.execute("ask").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "{\"return\": {}, \"id\":",
        "{} {}",
        "[1]",
        "{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error\"}}",
        "{\"return\": {}}",
        "{\"return\": {}, \"id\": \"1\"}",
        "{\"return\": {}, \"id\": 4711}",
        "{\"return\": {}, \"id\": 1}",
        "{\"QMP\": {\"version\": {\"qemu\": {\"major\": 7}}, \"capabilities\": []}}"
      })
  void endsTheConnectionForWhatIsNotQmp(String line) throws Exception {
    CompletableFuture<JsonNode> answer = client.send("ask", Map.of());
    qemu.hears("ask");

    qemu.say(line);

    assertThat(answer)
        .failsWithin(FakeQemu.PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(QmpProtocolException.class)
        .withMessageContaining("QEMU [vm1]")
        .withMessageContaining("was waiting for the answer to [ask]");
    assertThat(reasonOfEnd()).isInstanceOf(QmpProtocolException.class);
  }

  @Test
  void endsTheConnectionForWhatIsNotUtf8() {
    qemu.sayBytes(new byte[] {'{', '"', (byte) 0xC3, '(', '"', '}', '\n'});

    assertThat(reasonOfEnd())
        .isInstanceOf(QmpProtocolException.class)
        .hasMessageContaining("not UTF-8: [{\"�(\"}]");
  }

  @Test
  void saysThatQemuHungUpWithinALine() {
    qemu.sayBytes("{\"return\": ".getBytes(UTF_8));
    qemu.hangUp();

    assertThat(reasonOfEnd())
        .isInstanceOf(QmpConnectionException.class)
        .hasMessage(
            "QEMU [vm1] closed its QMP connection in the middle of a line: [{\"return\": ]");
  }

  @Test
  void failsWhoeverWaitsWhenQemuHangsUp() throws Exception {
    CompletableFuture<JsonNode> sent = client.send("sent", Map.of());
    CompletableFuture<JsonNode> executed =
        CompletableFuture.supplyAsync(() -> client.execute("executed"));
    qemu.hears();
    qemu.hears();

    qemu.hangUp();

    for (CompletableFuture<JsonNode> answer : List.of(sent, executed)) {
      assertThat(answer)
          .failsWithin(FakeQemu.PATIENCE)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(QmpConnectionException.class)
          .withMessageContaining("was waiting for the answer to [");
    }
  }

  @Test
  void failsAtOnceWhatIsAskedAfterTheEnd() {
    qemu.hangUp();
    reasonOfEnd();

    assertThatExceptionOfType(QmpConnectionException.class)
        .isThrownBy(() -> client.execute("late"))
        .withMessageStartingWith("QEMU [vm1] closed its QMP connection; was waiting for")
        .withMessageContaining("[late]");
    assertThat(client.send("later", Map.of())).isCompletedExceptionally();
  }

  @Test
  void hearsTheLastWordsOfAQemuThatReadsNoMore() {
    for (int round = 0; round < 50; round++) {
      qemu.event("ROUND");
    }
    try (QmpSubscription shutdown = client.subscribe(QmpEvent.named("SHUTDOWN"))) {
      qemu.event("SHUTDOWN");
      qemu.hangUp();
      client.send("too-late", Map.of());

      assertThat(shutdown.take(FakeQemu.PATIENCE, "SHUTDOWN").name()).isEqualTo("SHUTDOWN");
    }
  }

  @Test
  void failsWhoeverWaitsWhenClosedOnThisSide() throws Exception {
    CompletableFuture<JsonNode> answer = client.send("ask", Map.of());
    qemu.hears("ask");

    client.close();
    client.close();

    assertThat(answer).isCompletedExceptionally();
    assertThat(reasonOfEnd())
        .isInstanceOfSatisfying(
            QmpConnectionException.class, e -> assertThat(e.closedHere()).isTrue())
        .hasMessage("The QMP connection to QEMU [vm1] was closed on this side");
  }

  @Test
  void leavesNoThreadBehind() throws IOException {
    // Of a name of its own: the thread that another test interrupted may still be about to end.
    try (FakeQemu closing = FakeQemu.connect()) {
      QmpClient closed =
          QmpClient.open("vm2", closing.greeted(FakeQemu.GREETING).clientSide(), FakeQemu.PATIENCE);
      assertThat(threads()).contains("qmp-vm2");

      closed.close();

      assertThat(threads()).doesNotContain("qmp-vm2", "qmp-vm2-callbacks");
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  @Test
  void closesThoughACallbackDoesNotEnd() throws Exception {
    CompletableFuture<Void> began = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    client
        .subscribe(event -> true)
        .forEach(
            event -> {
              began.complete(null);
              interrupted.complete(untilInterrupted(new CompletableFuture<>()));
            });
    qemu.event("STOP");
    began.get();

    client.close();

    assertThat(interrupted).succeedsWithin(FakeQemu.PATIENCE).isEqualTo(true);
  }

  private static boolean untilInterrupted(CompletableFuture<Void> never) {
    try {
      never.get();
      return false;
    } catch (InterruptedException e) {
      return true;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  // In these the answer comes after the callback was given: else it would run where it is given.

  @Test
  void mayBeClosedInACallback() throws Exception {
    client.send("ask", Map.of()).thenRun(client::close);

    qemu.answer(qemu.hears("ask"), "{}");

    assertThat(reasonOfEnd()).isInstanceOf(QmpConnectionException.class);
  }

  @Test
  void executesInACallback() throws Exception {
    qemu.answering("two", "2");
    CompletableFuture<Integer> sum =
        client.send("one", Map.of()).thenApply(one -> one.asInt() + client.execute("two").asInt());

    qemu.answer(qemu.hears("one"), "1");

    assertThat(sum).succeedsWithin(FakeQemu.PATIENCE).isEqualTo(3);
  }

  @Test
  void refusesToWaitForAFutureInACallback() throws Exception {
    CompletableFuture<JsonNode> deadlock =
        client.send("one", Map.of()).thenApply(one -> client.send("two", Map.of()).join());

    qemu.answer(qemu.hears("one"), "1");

    assertThat(deadlock)
        .failsWithin(FakeQemu.PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(IllegalStateException.class)
        .withMessageContaining("[qmp-vm1-callbacks]");
  }

  @Test
  void writesATranscript() throws Exception {
    Queue<String> transcript = new ConcurrentLinkedQueue<>();
    try (FakeQemu other = FakeQemu.connect().greeted(FakeQemu.GREETING).answering("stop", "{}");
        QmpClient written = other.openClient(transcript::add)) {
      written.execute("stop");
    }

    String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z ";
    assertThat(String.join("\n", transcript))
        .matches(
            String.join(
                "\n",
                time + "<- \\{\"QMP\".*",
                time + "-> \\{\"execute\":\"qmp_capabilities\".*",
                time + "<- \\{\"return\".*",
                time + "-> \\{\"execute\":\"stop\",\"id\":2}",
                time + "<- \\{\"return\": \\{}, \"id\": 2}",
                time + "-- The QMP connection .* was closed on this side"));
  }

  @Test
  void outlivesItsTranscript() throws Exception {
    try (FakeQemu other = FakeQemu.connect().greeted(FakeQemu.GREETING).answering("ask", "1");
        QmpClient written = other.openClient(QmpClientTests::failToWrite)) {
      assertThat(written.execute("ask").asInt()).isEqualTo(1);
    }
  }

  private static void failToWrite(String line) {
    throw new IllegalStateException("disk full");
  }

  @Test
  void refusesOutOfBandIfNotOffered() throws Exception {
    try (FakeQemu older = FakeQemu.connect().greeted(FakeQemu.greeting(""));
        QmpClient plain = older.openClient()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> plain.sendOutOfBand("migrate-pause", Map.of()))
          .withMessageContaining("[7.2.22]")
          .withMessageContaining("[migrate-pause]");
    }
  }

  private QmpException reasonOfEnd() {
    CompletableFuture<QmpException> closed = client.closed().toCompletableFuture();
    assertThat(closed).succeedsWithin(FakeQemu.PATIENCE);
    return closed.join();
  }
}
