package org.multihost.migration.qemu.guest.session;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.console.SerialConsole;
import org.multihost.migration.qemu.process.DurationText;
import org.multihost.migration.spi.GuestAccess;

/**
 * A login on a guest's console, also while the guest still boots: to a shell that waits there, or
 * to a program that asks for the user and the password. It reacts to the last line, which has no
 * end yet. If the console is silent, it presses Enter, unless that line is another question.
 *
 * @param access the user, the password and the prompt
 * @param times those of the session; Enter is pressed after the sampling interval
 * @param transcript the log of commands and their results; appended to
 */
@API(status = INTERNAL)
public record ConsoleLogin(
    String vm, SerialConsole console, GuestAccess access, SessionTimes times, Path transcript) {

  private static final String PROMPT = "[#$%>] ?$";
  private static final Pattern USER = Pattern.compile("(?i)login: ?$");
  private static final Pattern PASSWORD = Pattern.compile("(?i)password[^:]*: ?$");
  private static final Pattern QUESTION = Pattern.compile("[:?] ?$");
  private static final Pattern INCORRECT =
      Pattern.compile("(?i)login incorrect|authentication failure");
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

  /** Busybox and others ask first, and stop the echo of what is typed only then. */
  private static final Duration FOR_HIDING = Duration.ofMillis(500);

  private static final Duration FOR_ECHO = Duration.ofSeconds(10);

  /**
   * Logs in.
   *
   * @param arrived whether the guest has arrived by migration: the text so far does not show what
   *     waits on its console
   * @throws GuestException if that is not possible in time, or the guest refuses the user
   */
  public ConsoleSession open(boolean arrived, Duration timeout) {
    ConsoleSession session =
        new ConsoleSession(vm, console, times.command(), new SessionTranscript(transcript));
    Dialogue dialogue = new Dialogue(System.nanoTime() + timeout.toNanos());
    if (arrived) {
      console.send("\n");
    }
    try {
      while (!dialogue.isAtPrompt() || !session.answers(dialogue.left(FOR_ECHO))) {
        if (dialogue.left(timeout).isZero()) {
          throw failure("was not possible within " + DurationText.of(timeout), null);
        }
        dialogue.answer();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was not waited for: interrupted", e);
    }
    return session;
  }

  private GuestException failure(String problem, @Nullable Exception cause) {
    return new GuestException(
        "The login as [%s] on the console of virtual machine [%s] %s; %s"
            .formatted(access.credentials().user(), vm, problem, console.excerpt()),
        cause);
  }

  /** The course of one login. Not safe for use by several threads. */
  private final class Dialogue {

    private final Pattern prompt = Pattern.compile(access.prompt().orElse(PROMPT));
    private final long deadline;
    private boolean userSent;

    /** The length of the console's text when the password was sent; negative before. */
    private long passwordAt = -1;

    Dialogue(long deadline) {
      this.deadline = deadline;
    }

    Duration left(Duration most) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      return left.compareTo(most) < 0 ? left : most;
    }

    boolean isAtPrompt() {
      return prompt.matcher(lastLine()).find();
    }

    private String lastLine() {
      String text = console.since(Math.max(0, console.length() - 1024));
      String line = text.substring(text.lastIndexOf('\n') + 1);
      return COLOURS.matcher(line).replaceAll("").replace("\r", "");
    }

    /** Answers the last line, and waits for more. */
    void answer() throws InterruptedException {
      console.ended().ifPresent(this::fail);
      long seen = console.length();
      String line = lastLine();
      if (passwordAt >= 0 && INCORRECT.matcher(console.since(passwordAt)).find()) {
        fail("was refused: check its user and password");
      }
      boolean answered = true;
      if (PASSWORD.matcher(line).find() && console.awaitLongerThan(seen, left(FOR_HIDING))) {
        return;
      }
      if (USER.matcher(line).find()) {
        console.send(access.credentials().user() + "\n");
        userSent = true;
      } else if (PASSWORD.matcher(line).find()) {
        console.send((userSent ? password() : "") + "\n");
        passwordAt = userSent ? seen : passwordAt;
      } else {
        answered = false;
      }
      boolean more = console.awaitLongerThan(seen, left(times.sampling()));
      if (!answered && !more && !QUESTION.matcher(line).find()) {
        console.send("\n");
      }
    }

    private String password() {
      return access
          .credentials()
          .password()
          .orElseThrow(
              () ->
                  failure(
                      "needs a password: set it as [multihost.vm.%s.password]".formatted(vm),
                      null));
    }

    private void fail(String problem) {
      throw failure(problem, null);
    }
  }
}
