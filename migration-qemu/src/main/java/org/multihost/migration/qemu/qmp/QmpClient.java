package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of one QEMU's monitor: sends commands, delivers events, and reports when and why the
 * connection ended. Safe for use by several threads; the answer to a command may overtake that of
 * an earlier one.
 *
 * <p>Futures complete, and consumers are called, on the thread {@code qmp-VM-callbacks}, in the
 * order in which QEMU sent the messages (a stage that is added to a complete future runs on the
 * thread that adds it, as always). {@link #execute} and {@link QmpSubscription#take} work on that
 * thread; waiting there for one of these futures would never end, and fails with {@link
 * IllegalStateException}.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html">QMP specification</a>
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QmpClient implements AutoCloseable {

  /** The timeout of {@link #execute(String)}. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(QmpClient.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String vm;
  private final QmpConnection connection;
  private final QmpCallbacks callbacks;
  private final QmpWaiting waiting;
  private final QmpCommands commands;
  private final QmpSubscriptions subscriptions;
  private final QmpSession session;
  private final AtomicLong lastId = new AtomicLong();

  private QmpClient(String vm, SocketChannel channel, Consumer<String> transcript)
      throws IOException {
    Clock clock = Clock.systemUTC();
    this.vm = vm;
    connection = new QmpConnection(vm, channel, new QmpTranscript(vm, clock, transcript));
    callbacks = new QmpCallbacks(vm);
    waiting = new QmpWaiting(vm, connection);
    commands = new QmpCommands(vm, connection::send);
    subscriptions = new QmpSubscriptions(vm, waiting, callbacks);
    session = new QmpSession(vm, new QmpParser(vm, clock), commands, subscriptions, callbacks);
  }

  /** Like {@link #open(String, SocketChannel, Duration, Consumer)}, without a transcript. */
  public static QmpClient open(String vm, SocketChannel channel, Duration timeout) {
    return open(vm, channel, timeout, line -> {});
  }

  /**
   * Takes over a connected socket: waits for the greeting, and enables the offered capabilities
   * that this client supports ({@code oob}). QEMU sends events from then on.
   *
   * @param vm for messages and the names of threads
   * @param channel owned and closed by the client from now on, also if this call fails
   * @param timeout for all of it
   * @param transcript receives every line sent ({@code ->}) and received ({@code <-}), with its
   *     time, and the reason of the end ({@code --}); called on the thread that reads, so it should
   *     be quick; if it fails, the transcript ends
   * @throws QmpTimeoutException if QEMU does not greet in time
   * @throws QmpConnectionException or {@link QmpProtocolException} if the connection fails
   */
  public static QmpClient open(
      String vm, SocketChannel channel, Duration timeout, Consumer<String> transcript) {
    QmpClient client = take(vm, channel, transcript);
    try {
      client.negotiate(timeout);
      return client;
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static QmpClient take(String vm, SocketChannel channel, Consumer<String> transcript) {
    try {
      return new QmpClient(vm, channel, transcript);
    } catch (IOException e) {
      QmpConnectionException broken = QmpConnectionException.broken(vm, e);
      try (channel) {
        throw broken;
      } catch (IOException notClosed) {
        broken.addSuppressed(notClosed);
        throw broken;
      }
    }
  }

  private void negotiate(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    connection.start(session);
    QmpGreeting greeting = waiting.await(session.greeting(), timeout, "the greeting", () -> "");
    Map<String, ?> arguments =
        greeting.offersOutOfBand() ? Map.of("enable", List.of(QmpGreeting.OUT_OF_BAND)) : Map.of();
    execute("qmp_capabilities", arguments, Duration.ofNanos(deadline - System.nanoTime()));
  }

  /** Returns QEMU's greeting. */
  public QmpGreeting greeting() {
    return session.greeting().join();
  }

  /** Executes a command of the monitor for people, and returns its text. */
  @API(status = API.Status.INTERNAL)
  public String executeForText(String line) {
    return execute("human-monitor-command", Map.of("command-line", line)).asText();
  }

  /** Like {@link #execute(String, Map, Duration)}, without arguments, with the default timeout. */
  public JsonNode execute(String command) {
    return execute(command, Map.of());
  }

  /** Like {@link #execute(String, Map, Duration)}, with the default timeout. */
  public JsonNode execute(String command, Map<String, ?> arguments) {
    return execute(command, arguments, DEFAULT_TIMEOUT);
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @param arguments strings, numbers, booleans, lists, maps and {@link JsonNode}s
   * @return the value of {@code return}
   * @throws QmpCommandException if QEMU refuses the command
   * @throws QmpTimeoutException if no answer arrives in time; QEMU may still execute the command
   * @throws QmpConnectionException or {@link QmpProtocolException} if the connection ends first
   * @throws IllegalStateException if called from an event filter or a transcript
   */
  public JsonNode execute(String command, Map<String, ?> arguments, Duration timeout) {
    waiting.refuseOnConnectionThread(command);
    QmpCommand sent = submit(command, arguments, false);
    return waiting.await(sent.answer(), timeout, sent.text(), this::unanswered);
  }

  private String unanswered() {
    return "; sent and not answered: %s".formatted(commands.unanswered());
  }

  /**
   * Sends a command. The future fails like {@link #execute}, but has no timeout of its own. If it
   * is cancelled while the command is still queued, the command is not sent.
   */
  public CompletableFuture<JsonNode> send(String command, Map<String, ?> arguments) {
    return answer(submit(command, arguments, false));
  }

  /**
   * Sends a command that QEMU executes at once, even while in-band commands keep it busy. Only a
   * few commands allow it: those with {@code allow-oob} in QEMU's schema.
   *
   * @throws IllegalStateException if QEMU's greeting did not offer it
   */
  public CompletableFuture<JsonNode> sendOutOfBand(String command, Map<String, ?> arguments) {
    if (!greeting().offersOutOfBand()) {
      throw new IllegalStateException(
          "QEMU [%s], version [%s], does not take [%s] out of band; it offers %s"
              .formatted(vm, greeting().version(), command, greeting().capabilities()));
    }
    return answer(submit(command, arguments, true));
  }

  private CompletableFuture<JsonNode> answer(QmpCommand command) {
    CompletableFuture<JsonNode> answer = callbacks.follow(command.answer());
    answer.whenComplete((value, failure) -> command.answer().cancel(false));
    return answer;
  }

  private QmpCommand submit(String command, Map<String, ?> arguments, boolean outOfBand) {
    long id = lastId.incrementAndGet();
    QmpCommand submitted =
        new QmpCommand(
            id,
            command,
            line(command, arguments, outOfBand, id),
            outOfBand,
            new CompletableFuture<>());
    commands.submit(submitted);
    return submitted;
  }

  private String line(String command, Map<String, ?> arguments, boolean outOfBand, long id) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put(outOfBand ? "exec-oob" : "execute", command);
    if (!arguments.isEmpty()) {
      message.put("arguments", arguments);
    }
    message.put("id", id);
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The arguments of [%s] for QEMU [%s] cannot be written as JSON: %s"
              .formatted(command, vm, arguments),
          e);
    }
  }

  /**
   * Opens a subscription: call this <em>before</em> sending the command that causes the event.
   *
   * @param filter called on the thread that reads, so it must be quick and must not call QMP; if it
   *     fails, the event is not delivered
   */
  public QmpSubscription subscribe(Predicate<QmpEvent> filter) {
    return subscriptions.open(filter);
  }

  /**
   * Completes, never exceptionally, with the reason when the connection has ended on either side,
   * after the last event and answer have been delivered.
   */
  public CompletionStage<QmpException> closed() {
    return session.closed().copy();
  }

  /** Returns whether {@link #close()} has ended the connection, rather than QEMU. */
  @API(status = API.Status.INTERNAL)
  public boolean isClosedHere() {
    return connection.isEndedHere();
  }

  /**
   * Ends the connection, not QEMU; all pending waits fail at once with {@link
   * QmpConnectionException}. Idempotent. Waits for both threads in bounded time, and interrupts a
   * callback that does not end.
   */
  @Override
  public void close() {
    connection.end(QmpConnectionException.closedHere(vm));
    try {
      connection.join(JOIN_TIMEOUT);
      callbacks.join(JOIN_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.debug("Interrupted while closing the QMP connection of [{}]", vm, e);
    }
  }
}
