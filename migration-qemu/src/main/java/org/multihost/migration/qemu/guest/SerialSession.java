package org.multihost.migration.qemu.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.GuestSession;

/**
 * A shell session with the agent on a guest's second serial port. After a migration a new one is
 * opened on the destination's port; {@link #awaitReady} gets it in step with an agent that may have
 * been cut in the middle of a command.
 */
public final class SerialSession implements GuestSession, AutoCloseable {

  // The guest's kernel keeps 64 KiB of what its serial port received and nobody read yet.
  private static final int LONGEST_COMMAND = 32 * 1024;
  private static final Duration FOR_ANSWER = Duration.ofSeconds(5);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(30);

  private final String vm;
  private final AgentLink link;
  private final SerialConsole console;
  private final Duration commandTimeout;
  private final SessionTranscript transcript;
  private final ReentrantLock turn = new ReentrantLock(true);

  private SerialSession(
      String vm,
      AgentLink link,
      SerialConsole console,
      Duration commandTimeout,
      SessionTranscript transcript) {
    this.vm = vm;
    this.link = link;
    this.console = console;
    this.commandTimeout = commandTimeout;
    this.transcript = transcript;
  }

  /**
   * Starts to listen to the agent; takes over the channel, which must block, not the console.
   *
   * @param console for the last lines in messages
   * @param commandTimeout the limit of commands that have none of their own
   * @param transcript where commands and their results are noted; appended to
   */
  public static SerialSession open(
      String vm,
      SocketChannel channel,
      SerialConsole console,
      Duration commandTimeout,
      Path transcript) {
    AgentLink link = AgentLink.open(vm, channel);
    return new SerialSession(vm, link, console, commandTimeout, new SessionTranscript(transcript));
  }

  /**
   * Waits until the agent in the guest answers, also while the guest still boots; ends what an
   * earlier session left unfinished there.
   *
   * @throws GuestException if it does not answer in time, or the machine goes away first
   */
  public void awaitReady(Duration timeout) {
    awaitReady(link.sync(), timeout);
  }

  @Override
  public CommandResult run(String command) {
    return run(command, commandTimeout);
  }

  @Override
  public CommandResult run(String command, Duration timeout) {
    return GuestMessages.requireSuccess(vm, command, runUnchecked(command, timeout));
  }

  @Override
  public CommandResult runUnchecked(String command) {
    return runUnchecked(command, commandTimeout);
  }

  @Override
  public CommandResult runUnchecked(String command, Duration timeout) {
    takeTurn(command, timeout);
    try {
      return execute(command, timeout);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public BackgroundWork start(String command) {
    String number = run(GuestWork.startCommand(command)).output().strip();
    return new GuestWork(this, Integer.parseInt(number), command);
  }

  @Override
  public List<BackgroundWork> started() {
    String[] words = run(GuestWork.LIST_COMMAND).output().split("\0");
    List<BackgroundWork> works = new ArrayList<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      works.add(new GuestWork(this, Integer.parseInt(words[i]), words[i + 1]));
    }
    return List.copyOf(works);
  }

  @Override
  public void close() {
    link.close();
  }

  String vm() {
    return vm;
  }

  /** Runs a command beside the others, without waiting for a turn. */
  CommandResult execute(String command, Duration timeout) {
    requireAcceptable(command);
    awaitReady(link.ready(), timeout);
    long begin = System.nanoTime();
    PendingCommand pending = link.execute(command);
    try {
      int exitCode = pending.exitCode().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      String output = pending.output();
      transcript.note(command, output, "exit " + exitCode + ", " + duration.toMillis() + " ms");
      return new CommandResult(exitCode, output, duration);
    } catch (TimeoutException e) {
      throw failure(
          pending, command, "did not end within " + timeout.toMillis() + " ms; " + kill(pending));
    } catch (ExecutionException e) {
      throw failure(pending, command, "has no result: " + reason(e));
    } catch (InterruptedException e) {
      link.kill(pending);
      Thread.currentThread().interrupt();
      throw failure(pending, command, "was killed, because the thread that waited was interrupted");
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
      return "and the guest did not say within "
          + KILL_TIMEOUT.toMillis()
          + " ms that it was killed";
    } catch (ExecutionException e) {
      return reason(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "it was told to be killed";
    }
  }

  private void takeTurn(String command, Duration timeout) {
    try {
      if (turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
      throw new GuestException(
          "Command [%s] in virtual machine [%s] did not get its turn within %d ms: another command of this session still runs; transcript: %s"
              .formatted(command, vm, timeout.toMillis(), transcript.file()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestException(
          "Command [%s] in virtual machine [%s] was not run: the thread was interrupted while it waited for its turn"
              .formatted(command, vm),
          e);
    }
  }

  private void awaitReady(CompletableFuture<Void> ready, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!isReady(ready, deadline)) {
        if (System.nanoTime() >= deadline) {
          throw notReady("did not answer within " + timeout.toMillis() + " ms");
        }
        link.repeatSync();
      }
    } catch (ExecutionException e) {
      throw notReady("does not answer: " + reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReady("was not waited for: the thread was interrupted");
    }
  }

  /** Waits for as long as an answer takes if nothing was lost on the way. */
  private static boolean isReady(CompletableFuture<Void> ready, long deadline)
      throws InterruptedException, ExecutionException {
    long left = Math.max(0, deadline - System.nanoTime());
    try {
      ready.get(Math.min(left, FOR_ANSWER.toNanos()), TimeUnit.NANOSECONDS);
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

  private GuestException notReady(String problem) {
    return new GuestException(
        "The session's agent in virtual machine [%s] %s; %s"
            .formatted(vm, problem, console.excerpt()));
  }

  private GuestException failure(PendingCommand pending, String command, String problem) {
    String output = pending.output();
    transcript.note(command, output, problem);
    return new GuestException(
        "Command [%s] in virtual machine [%s] %s; %s; %s"
            .formatted(command, vm, problem, GuestMessages.excerpt(output), console.excerpt()));
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return String.valueOf((cause == null ? e : cause).getMessage());
  }
}
