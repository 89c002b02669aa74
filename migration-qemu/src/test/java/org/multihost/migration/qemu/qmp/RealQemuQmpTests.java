package org.multihost.migration.qemu.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the other tests have a test play is what QEMU does. */
@Timeout(120)
final class RealQemuQmpTests {

  private static final String BINARY = "qemu-system-x86_64";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Process process;
  private QmpClient client;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, BINARY)));
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(installed).as("[%s] is on the PATH", BINARY).isTrue();
    }
    Path socket = directory.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      process = new ProcessBuilder(commandLine(socket)).inheritIO().start();
      // A QEMU that ends before it connects would leave accept() waiting: the class's timeout.
      client = QmpClient.open("real", server.accept(), PATIENCE);
    }
  }

  private static List<String> commandLine(Path socket) {
    return List.of(
        BINARY,
        "-machine",
        "none",
        "-nodefaults",
        "-display",
        "none",
        "-chardev",
        "socket,id=m,path=" + socket,
        "-mon",
        "chardev=m,mode=control");
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (client != null) {
      client.close();
    }
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void greetsWithTheVersionItTellsLater() {
    JsonNode version = client.execute("query-version").path("qemu");

    assertThat(client.greeting().version())
        .isEqualTo(
            "%s.%s.%s"
                .formatted(version.path("major"), version.path("minor"), version.path("micro")));
    assertThat(client.greeting().offersOutOfBand()).isTrue();
  }

  @Test
  void sendsItsWholeSchemaOnOneLine() {
    JsonNode schema = client.execute("query-qmp-schema");

    assertThat(schema.toString()).hasSizeGreaterThan(100_000);
    assertThat(schema.findValuesAsText("name")).contains("migrate", "MIGRATION");
  }

  @Test
  void refusesACommandItDoesNotKnow() {
    assertThatExceptionOfType(QmpCommandException.class)
        .isThrownBy(() -> client.execute("frobnicate"))
        .withMessageContaining("QEMU [real] refused [frobnicate] with [CommandNotFound]");
    assertThat(client.execute("query-status").path("status").asText()).isNotEmpty();
  }

  @Test
  void endsTheConnectionForWhatItCannotRead() {
    JsonNode nonsense = JsonNodeFactory.instance.rawValueNode(new RawValue("nonsense"));

    assertThatExceptionOfType(QmpProtocolException.class)
        .isThrownBy(() -> client.execute("qom-list", Map.of("path", nonsense)))
        .withMessageContaining("could not read what this side sent");
  }

  @Test
  void tellsEventsOfWhatItIsAsked() {
    try (QmpSubscription events = client.subscribe(QmpEvent.named("STOP", "RESUME"))) {
      client.execute("stop");
      client.execute("cont");

      assertThat(events.take(PATIENCE, "STOP").name()).isEqualTo("STOP");
      assertThat(events.take(PATIENCE, "RESUME").name()).isEqualTo("RESUME");
    }
  }

  @Test
  void answersFarMoreThanEightCommandsGivenAtOnce() {
    List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      answers.add(client.send("query-name", Map.of()));
    }

    assertThat(answers).allSatisfy(answer -> assertThat(answer).succeedsWithin(PATIENCE));
  }

  @Test
  void takesCommandsOutOfBand() {
    // Nothing migrates, so QEMU refuses: but it does so out of band.
    assertThat(client.sendOutOfBand("migrate-pause", Map.of()))
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(QmpCommandException.class)
        .withMessageContaining("[GenericError]");
  }

  @Test
  void saysGoodbyeWhenItQuits() throws InterruptedException {
    try (QmpSubscription shutdown = client.subscribe(QmpEvent.named("SHUTDOWN"))) {
      client.execute("quit");

      assertThat(shutdown.take(PATIENCE, "SHUTDOWN").text("reason")).contains("host-qmp-quit");
    }
    assertThat(client.closed().toCompletableFuture())
        .succeedsWithin(PATIENCE)
        .isInstanceOf(QmpConnectionException.class);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isMissedAtOnceWhenKilled() {
    process.destroyForcibly();

    assertThat(client.closed().toCompletableFuture())
        .succeedsWithin(PATIENCE)
        .isInstanceOf(QmpConnectionException.class);
  }
}
