package org.multihost.migration.qemu.guest.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestConsole;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.process.DaemonThread;
import org.multihost.migration.qemu.process.DurationText;

/**
 * The console of a guest: its first serial port. Of the output the last megabyte is kept in memory,
 * all of it in the log file.
 */
@API(status = INTERNAL)
public final class SerialConsole implements GuestConsole, AutoCloseable {

  private static final int LINES_IN_MESSAGES = 15;

  private final String vm;
  private final SerialLine line;
  private final SocketChannel channel;
  private final ConsoleLog log;
  private final Thread reader;
  private final SerialWriter writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final ConsoleText text = new ConsoleText();
  private final ConsoleWatch watch;
  private @Nullable String ended;

  private SerialConsole(SerialLine line, Path logFile, CrashPatterns patterns) {
    this.watch = new ConsoleWatch(patterns);
    this.vm = line.vm();
    this.line = line;
    this.channel = line.channel();
    this.log = new ConsoleLog(logFile);
    this.reader = DaemonThread.named("console-" + vm, this::read);
    this.writer = new SerialWriter("console-" + vm + "-writer", channel);
  }

  /** Starts to read; owns the line from now on. The log file is appended to. */
  public static SerialConsole open(SerialLine line, Path logFile) {
    return open(line, logFile, CrashPatterns.OF_LINUX);
  }

  /** Starts to read as {@link #open(SerialLine, Path)} does, with patterns of the user's own. */
  public static SerialConsole open(SerialLine line, Path logFile, CrashPatterns patterns) {
    SerialConsole console = new SerialConsole(line, logFile, patterns);
    console.reader.start();
    console.writer.start();
    return console;
  }

  /**
   * Inserts the guest's output of an earlier process before the output of this one; to be called
   * while the guest is stopped.
   */
  public void beginWith(String earlier) {
    log.append(UTF_8.encode(earlier));
    keep(UTF_8.encode(earlier));
  }

  @Override
  public String text() {
    lock.lock();
    try {
      return text.toString();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String lastLines(int count) {
    lock.lock();
    try {
      return text.lastLines(count);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void send(String input) {
    lock.lock();
    try {
      if (ended != null) {
        throw new GuestException(
            "The console of virtual machine [%s] takes no input: %s; %s"
                .formatted(vm, ended, excerpt()));
      }
      writer.send(input);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the length of the whole text so far, the part that is not kept included. */
  public long length() {
    lock.lock();
    try {
      return text.length();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the text from a position in the whole text. */
  public String since(long position) {
    lock.lock();
    try {
      return text.since(position);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the reason of the console's end, if it has ended. */
  public Optional<String> ended() {
    lock.lock();
    try {
      return Optional.ofNullable(ended);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the whole text is longer than this or the console ends, at most until the limit;
   * returns whether it is longer.
   */
  public boolean awaitLongerThan(long length, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (text.length() <= length && ended == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      return text.length() > length;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the guest writes more or the console ends, at most until the limit. */
  public void awaitMore(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      if (ended == null) {
        changed.awaitNanos(limit.toNanos());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Completes with the line that reports a crash of the guest's kernel. */
  public CompletionStage<String> crashed() {
    return watch.crashed();
  }

  /** Completes with the first message of that kind. */
  public CompletionStage<String> noticed(ConsoleNotice kind) {
    return watch.noticed(kind);
  }

  /**
   * Returns the line that reports a crash of the guest's kernel, if there is one by now; an
   * incomplete line counts, too.
   */
  public Optional<String> crash() {
    lock.lock();
    try {
      return watch.crash();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many restarts the guest's kernel has announced. */
  int restarts() {
    lock.lock();
    try {
      return watch.restarts();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void await(String expected, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    long searched = 0;
    lock.lock();
    try {
      while (!text.contains(expected, searched)) {
        searched = Math.max(0, text.length() - expected.length());
        if (ended != null) {
          throw failure(expected, ended, null);
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw failure(expected, "waited " + DurationText.of(timeout), null);
        }
        changed.await(left, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(expected, "the wait was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    ChannelThreads.closeAndJoin(channel, reader, writer.thread());
  }

  /** Returns the last lines with a heading, for the end of a failure's message. */
  public String excerpt() {
    String lines = lastLines(LINES_IN_MESSAGES);
    return lines.isEmpty()
        ? "its console is empty; log: " + log
        : "its console's last lines (log: " + log + "):\n" + lines.indent(4).stripTrailing();
  }

  private GuestException failure(String expected, String reason, @Nullable Throwable cause) {
    return new GuestException(
        "The console of virtual machine [%s] did not show [%s]: %s; %s"
            .formatted(vm, expected, reason, excerpt()),
        cause);
  }

  private void read() {
    String broken = "";
    try (log) {
      ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
      int known = 0;
      while (channel.read(buffer) >= 0) {
        // Logged before it is published: a text that a thread has seen is in the log.
        log.append(buffer.duplicate().flip().position(known));
        keep(buffer.flip());
        known = buffer.compact().position();
      }
    } catch (IOException e) {
      broken = " [" + e + "]";
    } finally {
      end(line.closed() + broken);
    }
  }

  /** The rest that stays in the buffer is the beginning of a character. */
  private void keep(ByteBuffer bytes) {
    Runnable report;
    lock.lock();
    try {
      report = watch.append(text.append(bytes));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    report.run();
  }

  private void end(String reason) {
    lock.lock();
    try {
      ended = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
