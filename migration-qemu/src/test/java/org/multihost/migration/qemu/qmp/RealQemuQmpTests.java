package org.multihost.migration.qemu.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.qemu.process.QemuLaunch;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.qemu.process.RunDirectory;

/** What the other tests have a test play is what QEMU does. */
@Timeout(120)
final class RealQemuQmpTests {

  private static final String BINARY = "qemu-system-x86_64";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private QemuProcess process;
  private QmpClient client;

  @BeforeEach
  public void start(@TempDir Path directory) throws IOException {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, BINARY)));
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(installed).as("[%s] is on the PATH", BINARY).isTrue();
    }
    RunDirectory sockets = RunDirectory.named("test", "host");
    process =
        QemuProcess.start(
            new QemuLaunch(
                "real",
                sockets,
                commandLine(sockets.socket("monitor")),
                List.of("monitor"),
                Map.of(),
                List.of(),
                directory.resolve("log")));
    client = QmpClient.open("real", process.accept(PATIENCE).get("monitor"), PATIENCE);
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
  public void stop() {
    if (client != null) {
      client.close();
    }
    if (process != null) {
      process.kill();
      process.end(() -> {});
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
  void saysGoodbyeWhenItQuits() {
    try (QmpSubscription shutdown = client.subscribe(QmpEvent.named("SHUTDOWN"))) {
      client.execute("quit");

      assertThat(shutdown.take(PATIENCE, "SHUTDOWN").text("reason")).contains("host-qmp-quit");
    }
    assertThat(client.closed().toCompletableFuture())
        .succeedsWithin(PATIENCE)
        .isInstanceOf(QmpConnectionException.class);
    assertThat(process.awaitExit(PATIENCE)).isTrue();
  }

  @Test
  void isMissedAtOnceWhenKilled() {
    process.kill();

    assertThat(client.closed().toCompletableFuture())
        .succeedsWithin(PATIENCE)
        .isInstanceOf(QmpConnectionException.class);
  }
}
