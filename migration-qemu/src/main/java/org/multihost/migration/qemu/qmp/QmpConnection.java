package org.multihost.migration.qemu.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.qemu.process.DaemonThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket and the one thread that reads and writes it. The thread waits for the socket only, so
 * neither a QEMU that does not read nor a caller can stop it from reading.
 */
final class QmpConnection {

  private static final Logger LOG = LoggerFactory.getLogger(QmpConnection.class);
  private static final int READ_SIZE = 64 << 10;

  /** A receiver of the lines; called on the connection's thread, which it must not block. */
  interface Receiver {
    void received(String line);

    /** Called once, as the last call. */
    void ended(QmpException why);
  }

  private final String vm;
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final QmpTranscript transcript;
  private final Thread thread;

  private final Queue<String> outbox = new ConcurrentLinkedQueue<>();
  private final AtomicReference<QmpException> ending = new AtomicReference<>();

  // Confined to the connection's thread.
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(READ_SIZE);
  private final LineSplitter splitter;
  private @Nullable Receiver receiver;
  private ByteBuffer outgoing = ByteBuffer.allocate(0);

  QmpConnection(String vm, SocketChannel channel, QmpTranscript transcript) throws IOException {
    this.vm = vm;
    this.channel = channel;
    this.transcript = transcript;
    this.splitter = new LineSplitter(vm);
    this.thread = DaemonThread.named("qmp-" + vm, this::run);
    channel.configureBlocking(false);
    this.selector = channel.provider().openSelector();
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  public void start(Receiver lineReceiver) {
    receiver = lineReceiver;
    thread.start();
  }

  /**
   * Sends a line after all earlier ones; returns at once. The line is lost if the connection has
   * ended.
   */
  public void send(String line) {
    outbox.add(line);
    selector.wakeup();
  }

  /**
   * Ends the connection for this reason, unless it has already ended for another; returns at once.
   */
  public void end(QmpException why) {
    ending.compareAndSet(null, why);
    selector.wakeup();
  }

  /** Returns whether {@link #end} was called before the other side has ended the connection. */
  boolean isEndedHere() {
    return ending.get() instanceof QmpConnectionException why && why.closedHere();
  }

  public void join(Duration timeout) throws InterruptedException {
    if (!isCurrentThread()) {
      thread.join(timeout.toMillis());
    }
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  private void run() {
    QmpException why = converseUntilEnd();
    try (selector;
        channel) {
      LOG.debug("QMP connection of [{}] ended: {}", vm, why.getMessage());
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    transcript.ended(why);
    receiver().ended(why);
  }

  private QmpException converseUntilEnd() {
    try {
      return converse();
    } catch (QmpException e) {
      return e;
    } catch (IOException e) {
      return QmpConnectionException.broken(vm, e);
    } catch (RuntimeException | Error e) {
      LOG.error("The QMP connection of [{}] ends because of an internal error", vm, e);
      return QmpConnectionException.broken(vm, e);
    }
  }

  private QmpException converse() throws IOException {
    while (true) {
      selector.select(ready -> {});
      QmpException asked = ending.get();
      if (asked != null) {
        return asked;
      }
      boolean open = writeWhatFits() && readOnce() >= 0;
      if (!open) {
        return closedByQemu();
      }
    }
  }

  /**
   * Returns false if QEMU has closed the connection; everything that QEMU sent before is read then.
   */
  private boolean writeWhatFits() throws IOException {
    try {
      while (nextOutgoing()) {
        channel.write(outgoing);
        if (outgoing.hasRemaining()) {
          key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
          return true;
        }
      }
      key.interestOps(SelectionKey.OP_READ);
      return true;
    } catch (IOException closedByQemu) {
      readLastWords();
      return false;
    }
  }

  private boolean nextOutgoing() {
    if (outgoing.hasRemaining()) {
      return true;
    }
    String line = outbox.poll();
    if (line == null) {
      return false;
    }
    transcript.sent(line);
    outgoing = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    return true;
  }

  /** Reads what QEMU sent before it closed the connection, such as the event SHUTDOWN. */
  private void readLastWords() throws IOException {
    while (readOnce() > 0) {}
  }

  /** Reads at most one buffer, so that a flood does not delay writing or the end. */
  private int readOnce() throws IOException {
    int count = channel.read(incoming.clear());
    splitter.split(incoming.flip(), this::receive);
    return count;
  }

  private void receive(String line) {
    transcript.received(line);
    receiver().received(line);
  }

  private Receiver receiver() {
    return Objects.requireNonNull(receiver, "start() sets it");
  }

  private QmpException closedByQemu() {
    String rest = splitter.rest();
    return QmpConnectionException.closedByQemu(
        vm, rest.isEmpty() ? "" : " in the middle of a line: [%s]".formatted(Excerpt.of(rest)));
  }
}
