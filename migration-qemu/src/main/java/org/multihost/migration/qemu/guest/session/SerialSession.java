package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.console.GuestPort;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.guest.console.SerialLine;
import org.multihost.migration.qemu.process.DurationText;

/**
 * A shell session with the agent on a guest's second serial port. After a migration a new one is
 * opened on the destination's port; {@link #awaitReady} synchronizes it with an agent that may have
 * been interrupted in the middle of a command.
 */
@API(status = INTERNAL)
public final class SerialSession extends ShellSession implements GuestPort {

  // The guest's kernel buffers 64 KiB of unread input of a serial port.
  private static final int LONGEST_COMMAND = 32 * 1024;
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(30);

  private final String vm;
  private final AgentLink link;
  private final SerialConsole console;
  private final SessionTranscript transcript;
  private final Duration sampling;

  private SerialSession(
      String vm,
      AgentLink link,
      SerialConsole console,
      SessionTimes times,
      SessionTranscript transcript) {
    super(vm, times.command(), transcript);
    this.sampling = times.sampling();
    this.vm = vm;
    this.link = link;
    this.console = console;
    this.transcript = transcript;
  }

  /**
   * Starts to read from the agent; owns the line from now on, not the console.
   *
   * @param console for the last lines in messages
   * @param times the timeout of commands without their own, and the interval after which an
   *     unanswered request to the agent is repeated: requests sent before it listened are lost
   * @param transcript the log of commands and their results; appended to
   */
  public static SerialSession open(
      SerialLine line, SerialConsole console, SessionTimes times, Path transcript) {
    AgentLink link = AgentLink.open(line);
    return new SerialSession(line.vm(), link, console, times, new SessionTranscript(transcript));
  }

  /**
   * Waits until the agent in the guest answers, also while the guest still boots; ends the
   * unfinished commands of an earlier session.
   *
   * @throws GuestException if it does not answer in time, or the serial port is closed first
   */
  public void awaitReady(Duration timeout) {
    awaitReady(link.sync(), timeout);
  }

  /** Ends the session and fails its pending commands. */
  @Override
  public void guestHasLeft() {
    link.leave("the guest has migrated away; ask for its session where it is now");
  }

  /** Synchronizes with the agent again, if the guest had left. */
  @Override
  public boolean guestIsHere() {
    return link.returned();
  }

  /** Ends the session and fails all waits for this reason; does not wait. */
  public void end(String reason) {
    link.end(reason);
  }

  public SerialConsole console() {
    return console;
  }

  @Override
  public void close() {
    link.close();
  }

  @Override
  public CommandResult execute(String command, Duration timeout) {
    requireAcceptable(command);
    awaitReady(link.ready(), timeout);
    long begin = System.nanoTime();
    PendingCommand pending = link.execute(command);
    try {
      int exitCode = pending.exitCode().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      return transcript.noted(command, new CommandResult(exitCode, pending.output(), duration));
    } catch (TimeoutException e) {
      throw failure(
          pending,
          command,
          "did not end within " + DurationText.of(timeout) + "; " + kill(pending),
          e);
    } catch (ExecutionException e) {
      throw failure(pending, command, "has no result: " + reason(e), e.getCause());
    } catch (InterruptedException e) {
      link.kill(pending);
      Thread.currentThread().interrupt();
      throw failure(
          pending, command, "was killed, because the thread that waited was interrupted", e);
    } finally {
      link.forget(pending);
    }
  }

  private String kill(PendingCommand pending) {
    link.kill(pending);
    try {
      pending.exitCode().get(KILL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      return "it was killed";
    } catch (TimeoutException e) {
      link.sync();
      return "and the guest did not confirm within "
          + DurationText.of(KILL_TIMEOUT)
          + " that it was killed";
    } catch (ExecutionException e) {
      return reason(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the request to kill it was sent";
    }
  }

  private void awaitReady(CompletableFuture<Void> ready, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!isReady(ready, deadline)) {
        if (System.nanoTime() >= deadline) {
          throw notReady("did not answer within " + DurationText.of(timeout), null);
        }
        link.repeatSync();
      }
    } catch (ExecutionException e) {
      throw notReady("does not answer: " + reason(e), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReady("was not waited for: the thread was interrupted", e);
    }
  }

  /** Waits for the time that an answer takes if no request was lost. */
  private boolean isReady(CompletableFuture<Void> ready, long deadline)
      throws InterruptedException, ExecutionException {
    long left = Math.max(0, deadline - System.nanoTime());
    try {
      ready.get(Math.min(left, sampling.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void requireAcceptable(String command) {
    int length = command.getBytes(UTF_8).length;
    if (length > LONGEST_COMMAND || command.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "A command for virtual machine [%s] has [%d] bytes%s; at most [%d], none of them 0, are possible: write a file in the guest piece by piece instead"
              .formatted(
                  vm, length, command.indexOf('\0') >= 0 ? ", one is 0" : "", LONGEST_COMMAND));
    }
  }

  private GuestException notReady(String problem, @Nullable Throwable cause) {
    return new GuestException(
        "The session's agent in virtual machine [%s] %s; %s"
            .formatted(vm, problem, console.excerpt()),
        cause);
  }

  private GuestException failure(
      PendingCommand pending, String command, String problem, @Nullable Throwable cause) {
    String output = pending.output();
    transcript.note(command, output, problem);
    return new GuestException(
        "Command [%s] in virtual machine [%s] %s; %s; %s"
            .formatted(
                GuestMessages.command(command),
                vm,
                problem,
                GuestMessages.excerpt(output),
                console.excerpt()),
        cause);
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return String.valueOf((cause == null ? e : cause).getMessage());
  }
}
