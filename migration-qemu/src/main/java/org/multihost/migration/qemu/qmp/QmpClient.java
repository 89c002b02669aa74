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
 * The client of one QEMU's monitor: sends commands, hands out events, says when and why the
 * connection ended. Safe for use by several threads; commands may overtake each other's answers.
 *
 * <p>Futures complete, and consumers are called, on the thread {@code qmp-VM-callbacks}, in the
 * order in which QEMU spoke (a stage added to a future that is complete runs where it is added, as
 * always). There, {@link #execute} and {@link QmpSubscription#take} work; waiting for one of those
 * futures would never end and is refused with {@link IllegalStateException}.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html">QMP specification</a>
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QmpClient implements AutoCloseable {

  /** How long {@link #execute(String)} waits. */
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

  /** As {@link #open(String, SocketChannel, Duration, Consumer)}, without a transcript. */
  public static QmpClient open(String vm, SocketChannel channel, Duration timeout) {
    return open(vm, channel, timeout, line -> {});
  }

  /**
   * Takes over a connected socket: waits for the greeting, and enables what it offers of what is
   * known here ({@code oob}). QEMU sends events from then on.
   *
   * @param vm for messages and the names of threads
   * @param channel from now on the client's own, to close as well, also if this fails
   * @param timeout for all of it
   * @param transcript gets every line sent ({@code ->}) and received ({@code <-}), with its time,
   *     and the reason of the end ({@code --}); called on the thread that reads, so it should be
   *     quick; when it fails the transcript ends
   * @throws QmpTimeoutException if QEMU does not greet in time
   * @throws QmpConnectionException or {@link QmpProtocolException} if it does something else
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

  /** How QEMU introduced itself. */
  public QmpGreeting greeting() {
    return session.greeting().join();
  }

  /** As {@link #execute(String, Map, Duration)}, without arguments, with the default timeout. */
  public JsonNode execute(String command) {
    return execute(command, Map.of());
  }

  /** As {@link #execute(String, Map, Duration)}, with the default timeout. */
  public JsonNode execute(String command, Map<String, ?> arguments) {
    return execute(command, arguments, DEFAULT_TIMEOUT);
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @param arguments strings, numbers, booleans, lists, maps and {@link JsonNode}s
   * @return what stands under {@code return}
   * @throws QmpCommandException if QEMU refuses it
   * @throws QmpTimeoutException if the answer does not come in time; QEMU may still act on it
   * @throws QmpConnectionException or {@link QmpProtocolException} if the connection ends first
   * @throws IllegalStateException from an event filter or a transcript
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
   * Sends a command. The future fails as {@link #execute} does, but has no timeout of its own. One
   * that is cancelled before there was room to send the command keeps it from being sent.
   */
  public CompletableFuture<JsonNode> send(String command, Map<String, ?> arguments) {
    return answer(submit(command, arguments, false));
  }

  /**
   * Sends a command that QEMU handles at once, even if in-band ones keep it busy. Few can be sent
   * so: QEMU's schema says {@code allow-oob}.
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
   * Opens a subscription: to do <em>before</em> sending the command that causes the event.
   *
   * @param filter called on the thread that reads, so it must be quick and must not call QMP; one
   *     that fails lets the event not pass
   */
  public QmpSubscription subscribe(Predicate<QmpEvent> filter) {
    return subscriptions.open(filter);
  }

  /**
   * Completes, never exceptionally, when the connection has ended, on whichever side, with the
   * reason; after the last event and answer were handed out.
   */
  public CompletionStage<QmpException> closed() {
    return session.closed().copy();
  }

  /**
   * Ends the connection, not QEMU; whoever waits fails at once with {@link QmpConnectionException}.
   * Harmless when repeated. Waits for both threads in bounded time, and interrupts a callback that
   * does not end.
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
