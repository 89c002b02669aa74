package org.multihost.migration.qemu.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The QEMU side of a real Unix socket, played by a test: says what it is told to say, keeps what it
 * hears until asked.
 */
public final class FakeQemu implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final String GREETING = greeting("\"oob\"");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SocketChannel clientSide;
  private final SocketChannel qemuSide;
  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<JsonNode> negotiated = new CompletableFuture<>();
  private final CompletableFuture<Void> hungUp = new CompletableFuture<>();
  private final Map<String, Function<JsonNode, String>> answers = new ConcurrentHashMap<>();

  private FakeQemu(SocketChannel clientSide, SocketChannel qemuSide) {
    this.clientSide = clientSide;
    this.qemuSide = qemuSide;
  }

  /** As in real life: this side of the project listens, QEMU connects. */
  public static FakeQemu connect() throws IOException {
    Path directory = Files.createTempDirectory("qmp");
    Path path = directory.resolve("s");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel qemuSide = SocketChannel.open(address);
      return new FakeQemu(server.accept(), qemuSide);
    } finally {
      Files.deleteIfExists(path);
      Files.delete(directory);
    }
  }

  public static String greeting(String capabilities) {
    return """
        {"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "Debian"}, \
        "capabilities": [%s], "later": {}}}"""
        .formatted(capabilities);
  }

  /** What the client under test is given. */
  public SocketChannel clientSide() {
    return clientSide;
  }

  /** Greets, and opens a client. */
  public QmpClient open() {
    return greeted(GREETING).openClient();
  }

  FakeQemu greeted(String greeting) {
    answers.put("qmp_capabilities", this::negotiate);
    say(greeting);
    return listen();
  }

  private String negotiate(JsonNode command) {
    negotiated.complete(command);
    return success(command, "{}");
  }

  /** What the client asked for when it opened. */
  JsonNode negotiated() {
    return negotiated.join();
  }

  QmpClient openClient() {
    return openClient(line -> {});
  }

  QmpClient openClient(Consumer<String> transcript) {
    return QmpClient.open("vm1", clientSide, PATIENCE, transcript);
  }

  /** Answers every such command from now on. */
  public FakeQemu answering(String command, String returned) {
    answers.put(command, heardCommand -> success(heardCommand, returned));
    return this;
  }

  /** Reads nothing more once it has heard this, until it hangs up. */
  void deafAfter(String command) {
    answers.put(
        command,
        heardCommand -> {
          hungUp.join();
          return "";
        });
  }

  public FakeQemu listen() {
    Thread listener = new Thread(this::hearAll, "fake-qemu");
    listener.setDaemon(true);
    listener.start();
    return this;
  }

  private void hearAll() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(Channels.newInputStream(qemuSide), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        hear(JSON.readTree(line));
      }
    } catch (IOException | UncheckedIOException afterHangingUp) {
      // as tests do
    }
  }

  private void hear(JsonNode command) {
    Function<JsonNode, String> answer = answers.get(command.path("execute").asText());
    if (answer == null) {
      heard.add(command);
    } else {
      say(answer.apply(command));
    }
  }

  /** The next command that is not answered by itself. */
  public JsonNode hears() throws InterruptedException {
    JsonNode command = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(command).as("a command within %s", PATIENCE).isNotNull();
    return command;
  }

  /** The next command, which must be this one. */
  public JsonNode hears(String name) throws InterruptedException {
    JsonNode command = hears();
    assertThat(command.path("execute").asText(command.path("exec-oob").asText())).isEqualTo(name);
    return command;
  }

  /** How many commands wait to be heard. */
  int unheard() {
    return heard.size();
  }

  public void answer(JsonNode command, String returned) {
    say(success(command, returned));
  }

  public void refuse(JsonNode command, String errorClass, String description) {
    say(
        "{\"id\": %s, \"error\": {\"class\": \"%s\", \"desc\": \"%s\"}}"
            .formatted(command.get("id"), errorClass, description));
  }

  public void event(String name) {
    say(
        "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 250}, \"event\": \"%s\"}"
            .formatted(name));
  }

  public void event(String name, String data) {
    say("{\"event\": \"%s\", \"data\": %s}".formatted(name, data));
  }

  /** Ends the line as QEMU does. */
  public void say(String line) {
    sayBytes((line + "\r\n").getBytes(UTF_8));
  }

  synchronized void sayBytes(byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        qemuSide.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its side of the connection. */
  public void hangUp() {
    try {
      qemuSide.close();
      hungUp.complete(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String success(JsonNode command, String returned) {
    return "{\"return\": %s, \"id\": %s}".formatted(returned, command.get("id"));
  }

  @Override
  public void close() {
    hangUp();
    try {
      clientSide.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
