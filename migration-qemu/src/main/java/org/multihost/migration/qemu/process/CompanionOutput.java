package org.multihost.migration.qemu.process;

import static java.nio.file.StandardOpenOption.APPEND;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output of one companion: a log file with its beginning, and its last lines. All of it is
 * read, so that the companion does not stop when the log is full, or cannot be written. Safe for
 * use by several threads.
 */
final class CompanionOutput {

  /** A guest and its device say less; a program that repeats an error fills the disk with more. */
  static final int LOGGED = 16 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(CompanionOutput.class);

  private static final String CUT =
      "\n[the output goes on; its log ends here, after %d MiB]\n".formatted(LOGGED >> 20);

  private static final int LAST_LINES = 20;
  private static final int LAST_BYTES = 16 * 1024;

  /** The time for output that has been written but not read when its process has ended. */
  private static final long FOR_REST_MILLIS = 500;

  private final Path file;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private byte[] last = new byte[0]; // guarded by this
  private long length; // guarded by this

  private CompanionOutput(Path file) {
    this.file = file;
  }

  /**
   * Begins to read.
   *
   * @param file the log, which exists
   * @param title the companion, for the thread's name
   */
  static CompanionOutput read(InputStream output, Path file, String title) {
    CompanionOutput read = new CompanionOutput(file);
    DaemonThread.named("companion-" + title, () -> read.readAll(output)).start();
    return read;
  }

  private void readAll(InputStream output) {
    try (@Nullable FileChannel log = open()) {
      byte[] buffer = new byte[8192];
      @Nullable FileChannel writable = log;
      for (int read = read(output, buffer); read >= 0; read = read(output, buffer)) {
        writable = write(writable, buffer, read);
        keepLast(buffer, read);
      }
    } catch (IOException closed) {
      LOG.debug("The output for [{}] has ended", file, closed);
    } finally {
      ended.complete(null);
    }
  }

  /**
   * Reads once more after an error: at the end of a process, the JDK replaces its pipe by the rest
   * that it had, and a reader may still have seen the pipe.
   */
  private static int read(InputStream output, byte[] buffer) throws IOException {
    try {
      return output.read(buffer);
    } catch (IOException pipeIsClosed) {
      return output.read(buffer);
    }
  }

  private @Nullable FileChannel open() {
    try {
      return FileChannel.open(file, APPEND);
    } catch (IOException unwritable) {
      LOG.warn("The log [{}] cannot be written", file, unwritable);
      return null;
    }
  }

  /** Writes as long as there is room, and returns the log; null if nothing more is written. */
  private @Nullable FileChannel write(@Nullable FileChannel log, byte[] bytes, int count) {
    if (log == null) {
      return null;
    }
    long left = LOGGED - length();
    try {
      writeFully(log, ByteBuffer.wrap(bytes, 0, (int) Math.min(count, left)));
      if (count <= left) {
        return log;
      }
      writeFully(log, ByteBuffer.wrap(CUT.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException noRoom) {
      LOG.warn("The log [{}] cannot be written any more", file, noRoom);
    }
    return null;
  }

  private static void writeFully(FileChannel log, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      log.write(bytes);
    }
  }

  private synchronized long length() {
    return length;
  }

  private synchronized void keepLast(byte[] bytes, int count) {
    byte[] all = Arrays.copyOf(last, last.length + count);
    System.arraycopy(bytes, 0, all, last.length, count);
    last = Arrays.copyOfRange(all, Math.max(0, all.length - LAST_BYTES), all.length);
    length += count;
  }

  /**
   * Returns the last lines.
   *
   * @param over whether the process has ended, so that its last words are waited for
   */
  List<String> lastLines(boolean over) {
    if (over) {
      ended.completeOnTimeout(null, FOR_REST_MILLIS, TimeUnit.MILLISECONDS).join();
    }
    List<String> lines = text().lines().toList();
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  private synchronized String text() {
    return new String(last, StandardCharsets.UTF_8);
  }

  /** Returns the place of the log, for a message. */
  String place() {
    return length() > LOGGED
        ? "the first [%d MiB] of it are in [%s]".formatted(LOGGED >> 20, file)
        : "all of it is in [%s]".formatted(file);
  }
}
