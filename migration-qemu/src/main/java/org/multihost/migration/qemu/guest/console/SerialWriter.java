package org.multihost.migration.qemu.guest.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.multihost.migration.qemu.process.DaemonThread;

/**
 * The writer of a serial port, on a thread of its own: a guest that does not read must not block
 * callers that have a deadline.
 */
final class SerialWriter {

  private final SocketChannel channel;
  private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
  private final Thread thread;

  SerialWriter(String name, SocketChannel channel) {
    this.channel = channel;
    this.thread = DaemonThread.named(name, this::write);
  }

  void start() {
    thread.start();
  }

  /** Queues a text to be written. */
  void send(String text) {
    outgoing.add(text.getBytes(UTF_8));
  }

  /** Returns the thread, which ends when it is interrupted or the channel is closed. */
  Thread thread() {
    return thread;
  }

  private void write() {
    try {
      while (true) {
        ByteBuffer bytes = ByteBuffer.wrap(outgoing.take());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException | InterruptedException e) {
      // The reader detects the same end and reports it.
      Thread.currentThread().interrupt();
    }
  }
}
