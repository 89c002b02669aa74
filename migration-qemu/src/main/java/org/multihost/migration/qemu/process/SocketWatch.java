package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A watch of a Unix-domain socket that another process opens. It does not connect: the process may
 * serve its first connection only.
 */
final class SocketWatch implements AutoCloseable {

  /** The kernel's list of the sockets of this network namespace, on Linux. */
  private static final Path SOCKETS = Path.of("/proc/net/unix");

  private static final int FLAGS = 3;

  /** {@code __SO_ACCEPTCON}. */
  private static final String LISTENING = "00010000";

  /** The process has opened the file and is about to listen, which is no event. */
  private static final long BEFORE_LISTENING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Path socket;
  private final WatchService events;

  private SocketWatch(Path socket, WatchService events) {
    this.socket = socket;
    this.events = events;
  }

  /**
   * Begins to watch, and removes the socket that an earlier process has left.
   *
   * @throws IOException if the directory of the socket does not exist, for example
   */
  static SocketWatch begin(Path socket) throws IOException {
    if (Files.exists(socket) && isSocket(socket)) {
      Files.delete(socket);
    }
    WatchService events = socket.getFileSystem().newWatchService();
    try {
      @Nullable Path directory = socket.toAbsolutePath().getParent();
      if (directory != null) {
        directory.register(events, StandardWatchEventKinds.ENTRY_CREATE);
      }
      return new SocketWatch(socket, events);
    } catch (IOException failed) {
      events.close();
      throw failed;
    }
  }

  private static boolean isSocket(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).isOther();
  }

  /**
   * Waits until the process listens; returns whether it does. The end of the timeout and {@link
   * #close} end the wait.
   */
  boolean await(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!isListening()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        long wait = Files.exists(socket) ? Math.min(left, BEFORE_LISTENING_NANOS) : left;
        @Nullable WatchKey key = events.poll(wait, TimeUnit.NANOSECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
      return true;
    } catch (ClosedWatchServiceException closed) {
      return false;
    }
  }

  private boolean isListening() {
    if (!Files.exists(socket)) {
      return false;
    }
    try {
      String end = " " + socket;
      return !Files.isReadable(SOCKETS)
          || Files.readAllLines(SOCKETS, StandardCharsets.ISO_8859_1).stream()
              .anyMatch(
                  line -> line.endsWith(end) && line.split("\\s+", 5)[FLAGS].equals(LISTENING));
    } catch (IOException unreadable) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
