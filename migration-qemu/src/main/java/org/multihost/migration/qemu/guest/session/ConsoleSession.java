package org.multihost.migration.qemu.guest.session;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.process.DurationText;

/**
 * A shell session on a guest's console. What the kernel prints while a command runs stands in the
 * command's output.
 */
@API(status = INTERNAL)
public final class ConsoleSession extends ShellSession {

  private static final int LONGEST_ANSWER = 40;
  private static final String INTERRUPT = "\u0003";

  private final String vm;
  private final SerialConsole console;
  private final SessionTranscript transcript;
  private final GivenWorkScript workScript = new GivenWorkScript(this);
  private final ReentrantLock keyboard = new ReentrantLock(true);
  private volatile boolean closed;

  ConsoleSession(
      String vm, SerialConsole console, Duration commandTimeout, SessionTranscript transcript) {
    super(vm, commandTimeout, transcript);
    this.vm = vm;
    this.console = console;
    this.transcript = transcript;
  }

  @Override
  String workScript() {
    return workScript.command();
  }

  /** Returns whether a shell answers what is typed. */
  boolean answers(Duration limit) throws InterruptedException {
    ConsoleCommand nothing = new ConsoleCommand("");
    return new Typing(System.nanoTime() + limit.toNanos())
        .type(nothing.probe(), text -> text.contains(nothing.received()));
  }

  public boolean isOpen() {
    return !closed && console.ended().isEmpty();
  }

  /** Commands take turns: there is one terminal. */
  @Override
  public CommandResult execute(String command, Duration timeout) {
    long begin = System.nanoTime();
    Typing typing = new Typing(begin + timeout.toNanos());
    try {
      if (!keyboard.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw failure(command, "", "did not get its turn within " + DurationText.of(timeout), null);
      }
      try {
        return execute(command, typing, begin, timeout);
      } finally {
        keyboard.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(command, "", "was not waited for: the thread was interrupted", e);
    }
  }

  private CommandResult execute(String command, Typing typing, long begin, Duration timeout)
      throws InterruptedException {
    ConsoleCommand typed = new ConsoleCommand(command);
    for (String piece : typed.pieces()) {
      if (!typing.type(piece, text -> text.contains(typed.received()))) {
        throw failure(command, "", unanswered(timeout), null);
      }
    }
    if (!typing.type(typed.run(), typed::isEndedIn)) {
      throw failure(command, typed.output(typing.received), unanswered(timeout), null);
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - begin);
    return transcript.noted(
        command,
        new CommandResult(
            typed.exitCode(typing.received), typed.output(typing.received), duration));
  }

  private String unanswered(Duration timeout) {
    if (closed) {
      return "has no result: the guest has migrated away; ask for its session where it is now";
    }
    return console
        .ended()
        .map(reason -> "has no result: " + reason)
        .orElseGet(
            () -> {
              console.send(INTERRUPT);
              return "did not end within " + DurationText.of(timeout) + "; it was interrupted";
            });
  }

  private GuestException failure(
      String command, String output, String problem, @Nullable Exception cause) {
    transcript.note(command, output, problem);
    return new GuestException(
        "Command [%s] in virtual machine [%s], on its console, %s; %s; %s"
            .formatted(
                GuestMessages.command(command),
                vm,
                problem,
                GuestMessages.excerpt(output),
                console.excerpt()),
        cause);
  }

  /** Ends the session; the console continues. */
  @Override
  public void close() {
    closed = true;
  }

  /** The exchange of lines and answers until a deadline. */
  private final class Typing {

    private final long deadline;
    private final StringBuilder received = new StringBuilder();

    Typing(long deadline) {
      this.deadline = deadline;
    }

    /** Types a line and collects the text from then on; returns whether the answer came. */
    boolean type(String line, Predicate<String> answer) throws InterruptedException {
      received.setLength(0);
      long read = console.length();
      if (!isOpen()) {
        return false;
      }
      console.send(line);
      while (true) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || !console.awaitLongerThan(read, Duration.ofNanos(left))) {
          return false;
        }
        String more = console.since(read);
        read += more.length();
        received.append(more);
        // An answer is short: the whole text is not searched again for each piece of it.
        int searched = Math.max(0, received.length() - more.length() - LONGEST_ANSWER);
        if (answer.test(received.substring(searched))) {
          return true;
        }
      }
    }
  }
}
