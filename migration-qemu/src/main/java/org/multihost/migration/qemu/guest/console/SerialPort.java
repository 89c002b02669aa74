package org.multihost.migration.qemu.guest.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.multihost.migration.qemu.process.DaemonThread;

/** The host's end of a guest's serial port, read line by line. */
@API(status = INTERNAL)
public final class SerialPort implements AutoCloseable {

  // Longer than any frame; a longer text without a line end is not a frame.
  private static final int LONGEST_LINE = 64 * 1024;

  private final SerialLine line;
  private final SocketChannel channel;
  private final Thread reader;
  private final SerialWriter writer;
  private Consumer<String> receiver = line -> {};
  private Consumer<String> endReceiver = reason -> {};

  public SerialPort(SerialLine line) {
    this.line = line;
    this.channel = line.channel();
    this.reader = DaemonThread.named("session-" + line.vm(), this::read);
    this.writer = new SerialWriter("session-" + line.vm() + "-writer", channel);
  }

  /**
   * Starts the threads; lines are decoded as ISO-8859-1. The end is reported once, with the reason.
   */
  public void start(Consumer<String> lines, Consumer<String> end) {
    receiver = lines;
    endReceiver = end;
    reader.start();
    writer.start();
  }

  /** Queues a text to be written. */
  public void send(String text) {
    writer.send(text);
  }

  @Override
  public void close() {
    ChannelThreads.closeAndJoin(channel, reader, writer.thread());
  }

  private void read() {
    String broken = "";
    try {
      ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
      StringBuilder begun = new StringBuilder();
      while (channel.read(buffer.clear()) >= 0) {
        split(ISO_8859_1.decode(buffer.flip()).toString(), begun);
      }
    } catch (IOException e) {
      broken = " [" + e + "]";
    } finally {
      writer.thread().interrupt();
      endReceiver.accept(line.closed() + broken);
    }
  }

  private void split(String text, StringBuilder begun) {
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      receiver.accept(begun.append(text, start, end).toString());
      begun.setLength(0);
      start = end + 1;
    }
    begun.append(text, start, text.length());
    if (begun.length() > LONGEST_LINE) {
      begun.setLength(0);
    }
  }
}
