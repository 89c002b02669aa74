package org.multihost.migration.internal.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.multihost.migration.internal.time.DaemonThread;

/**
 * One direction of a connection: a thread that reads, and one that writes the bytes that have
 * passed the gate.
 */
final class Pipe {

  private static final int PIECE = 16 * 1024;
  private static final int PIECES_UNDER_WAY = 256;

  /** The bytes of one read; an empty piece is the end. */
  private record Piece(ByteBuffer bytes, long came) {}

  private final SocketChannel in;
  private final SocketChannel out;
  private final Gate gate;
  private final AtomicLong passed;
  private final BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(PIECES_UNDER_WAY);
  private final Thread reader;
  private final Thread writer;

  /**
   * @param passed the counter of bytes that were written
   */
  Pipe(String name, SocketChannel in, SocketChannel out, Gate gate, AtomicLong passed) {
    this.in = in;
    this.out = out;
    this.gate = gate;
    this.passed = passed;
    this.reader = DaemonThread.named(name + "-reader", this::read);
    this.writer = DaemonThread.named(name + "-writer", this::write);
  }

  void start() {
    reader.start();
    writer.start();
  }

  /** Reads to the end; a broken connection ends like one that is closed. */
  private void read() {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(PIECE);
      while (readInto(bytes)) {
        underWay.put(new Piece(bytes.flip(), System.nanoTime()));
        bytes = ByteBuffer.allocate(PIECE);
      }
      underWay.put(new Piece(ByteBuffer.allocate(0), System.nanoTime()));
    } catch (InterruptedException cut) {
      // the channels are closed, too
    }
  }

  private boolean readInto(ByteBuffer bytes) {
    try {
      return in.read(bytes) >= 0;
    } catch (IOException broken) {
      return false;
    }
  }

  /**
   * Writes to the end, also after the receiver has closed, because that does not end the other
   * direction: a source that has sent everything closes its socket while the destination still
   * reads.
   */
  private void write() {
    boolean open = true;
    try {
      while (true) {
        Piece piece = underWay.take();
        int count = piece.bytes().remaining();
        gate.pass(count, piece.came());
        open = open && written(piece.bytes());
        if (count == 0) {
          return;
        }
      }
    } catch (InterruptedException cut) {
      // the channels are closed, too
    }
  }

  private boolean written(ByteBuffer bytes) {
    try {
      if (!bytes.hasRemaining()) {
        out.shutdownOutput();
      }
      while (bytes.hasRemaining()) {
        passed.addAndGet(out.write(bytes));
      }
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Interrupts the threads; the owner closes the channels. */
  void interrupt() {
    reader.interrupt();
    writer.interrupt();
  }
}
