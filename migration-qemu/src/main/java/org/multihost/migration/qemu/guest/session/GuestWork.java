package org.multihost.migration.qemu.guest.session;

import java.time.Duration;
import org.multihost.migration.BackgroundWork;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;

/** Background work in a guest; the resource {@code work} is the script that manages it there. */
final class GuestWork implements BackgroundWork {

  private static final Duration TERM_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(60);

  private final ShellSession session;
  private final int number;
  private final String command;

  GuestWork(ShellSession session, int number, String command) {
    this.session = session;
    this.number = number;
    this.command = command;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public String command() {
    return command;
  }

  @Override
  public boolean isRunning() {
    return session.runUnchecked(script("running " + number)).exitCode() == 0;
  }

  @Override
  public CommandResult await(Duration timeout) {
    String await = script("await " + number);
    // Outside of the turns of other commands, which need not wait for the end of this one.
    CommandResult result =
        GuestMessages.requireSuccess(session.vm(), await, session.execute(await, timeout));
    int end = result.output().indexOf('\n');
    String[] words = result.output().substring(0, Math.max(0, end)).split(" ");
    if (words.length != 3) {
      throw new GuestException(
          "Background work [%d: %s] in virtual machine [%s] left no record of its end; %s"
              .formatted(number, command, session.vm(), GuestMessages.excerpt(result.output())));
    }
    long hundredths = Long.parseLong(words[2]) - Long.parseLong(words[1]);
    return new CommandResult(
        Integer.parseInt(words[0]),
        result.output().substring(end + 1),
        Duration.ofMillis(10 * hundredths));
  }

  @Override
  public CommandResult stop() {
    session.execute(script("signal " + number + " TERM"), QUERY_TIMEOUT);
    try {
      return await(TERM_TIMEOUT);
    } catch (GuestException ignoresTerm) {
      session.execute(script("signal " + number + " KILL"), QUERY_TIMEOUT);
      return await(KILL_TIMEOUT);
    }
  }

  @Override
  public String toString() {
    return "background work [%d: %s] in virtual machine [%s]"
        .formatted(number, command, session.vm());
  }

  private String script(String arguments) {
    return session.workScript() + " " + arguments;
  }
}
