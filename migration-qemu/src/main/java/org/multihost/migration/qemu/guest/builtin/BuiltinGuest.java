package org.multihost.migration.qemu.guest.builtin;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.console.GuestPort;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;
import org.multihost.migration.qemu.guest.console.SerialPort;
import org.multihost.migration.qemu.process.DurationText;

/**
 * The commands for the built-in guest of a VM on this host, which {@code vm.unwrap} serves. Each
 * waits for the guest's report, at most the time of a session's command ({@code
 * multihost.timeout.command}). Safe for use by several threads; commands are given one at a time.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class BuiltinGuest implements GuestPort {

  private static final int PAGE = GuestLayout.PAGE;
  private static final Duration TICK = Duration.ofMillis(1000 / InterruptRoutines.FREQUENCY);

  /**
   * Ends a command that an earlier connection has not completed. The guest also loses the first
   * byte that arrives before it has enabled the port's buffer.
   */
  private static final String BEGIN = " ";

  private final String vm;
  private final SerialPort port;
  private final SerialConsole console;
  private final Duration timeout;
  private volatile @Nullable String ended;
  private volatile boolean left; // and may return

  /** The length of the console's text at the last reset; negative when the guest is ready. */
  private volatile long resetAt = -1;

  private volatile CompletableFuture<GuestReport> answer = new CompletableFuture<>();

  private BuiltinGuest(SerialLine line, SerialConsole console, Duration timeout) {
    this.vm = line.vm();
    this.port = new SerialPort(line);
    this.console = console;
    this.timeout = timeout;
  }

  /** Starts to read; owns the line from now on, not the console. */
  @API(status = INTERNAL)
  public static BuiltinGuest open(SerialLine line, SerialConsole console, Duration timeout) {
    BuiltinGuest guest = new BuiltinGuest(line, console, timeout);
    guest.port.start(guest::received, guest::portEnded);
    return guest;
  }

  /** Returns a report. */
  public GuestReport report() {
    return execute("p", timeout);
  }

  /**
   * Lets the guest check and write a number of pages of 4 KiB in each second; 0 stops it. If its
   * processor is too slow, it does what it can.
   */
  public GuestReport rate(long pagesPerSecond) {
    return execute("r" + notNegative("rate", pagesPerSecond), timeout);
  }

  /** Stops the guest's writing; its beats go on. */
  public GuestReport stop() {
    return rate(0);
  }

  /**
   * Sets the part of the memory that the guest writes and checks, and lets it write all of it once.
   *
   * @param bytes more than the guest has means all; at the start it is a quarter, at most 16 MiB
   */
  public GuestReport share(long bytes) {
    return execute("s" + notNegative("share", bytes) / PAGE, timeout);
  }

  /**
   * Sets the time from beat to beat on the console, in steps of 10 ms; at the start it is 100 ms.
   */
  public GuestReport beatEvery(Duration interval) {
    return execute("b" + Math.max(1, interval.dividedBy(TICK)), timeout);
  }

  /** Lets the guest check its whole share at once; {@link GuestReport#wrong()} is the result. */
  public GuestReport verify() {
    return verify(timeout);
  }

  /** As {@link #verify()}, with a limit of its own. */
  public GuestReport verify(Duration limit) {
    return execute("v", limit);
  }

  private static long notNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "The %s of the built-in guest [%d]: expected 0 or more".formatted(what, value));
    }
    return value;
  }

  private synchronized GuestReport execute(String command, Duration limit) {
    CompletableFuture<GuestReport> expected = new CompletableFuture<>();
    answer = expected;
    if (ended != null) {
      throw failure(command, ended, null);
    }
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      awaitReady(deadline);
      port.send(BEGIN + command + "\n");
      return expected.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw failure(command, "waited " + DurationText.of(limit), late);
    } catch (ExecutionException closed) {
      throw failure(command, Objects.requireNonNullElse(ended, "its port is closed"), closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(command, "the wait was interrupted", e);
    }
  }

  /** Waits after a reset: a command that arrives before the guest has started again is lost. */
  private void awaitReady(long deadline) throws InterruptedException, TimeoutException {
    while (resetAt >= 0) {
      long length = console.length();
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (console.since(resetAt).contains(GuestProgram.READY)) {
        resetAt = -1;
      } else if (!left.isNegative() && console.ended().isEmpty()) {
        console.awaitLongerThan(length, left);
      } else {
        throw new TimeoutException("The guest was reset and has not started again");
      }
    }
  }

  private GuestException failure(String command, String reason, @Nullable Throwable cause) {
    return new GuestException(
        "The built-in guest of virtual machine [%s] did not answer the command [%s]: %s; %s"
            .formatted(vm, command, reason, console.excerpt()),
        cause);
  }

  private void received(String line) {
    GuestReport.parse(line).ifPresent(answer::complete);
  }

  private void portEnded(String reason) {
    left = false;
    end(reason);
  }

  private void end(String reason) {
    ended = reason;
    answer.completeExceptionally(new IllegalStateException(reason));
  }

  /** Records that the VM has just been reset. */
  @API(status = INTERNAL)
  public void hasBeenReset() {
    resetAt = console.length();
  }

  @Override
  @API(status = INTERNAL)
  public void guestHasLeft() {
    if (ended == null) {
      left = true;
      end("the guest has migrated away; ask it where it is now");
    }
  }

  @Override
  @API(status = INTERNAL)
  public boolean guestIsHere() {
    boolean returns = left;
    if (returns) {
      left = false;
      ended = null;
    }
    return returns;
  }

  @Override
  @API(status = INTERNAL)
  public void close() {
    port.close();
  }
}
