package org.multihost.migration.qemu.guest.session;

import java.util.List;
import org.multihost.migration.CommandResult;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.process.DurationText;

/** The messages about the results of guest commands. */
final class GuestMessages {

  private static final int LINES = 15;
  private static final int LONGEST = 4000;
  private static final int LONGEST_COMMAND = 500;

  private GuestMessages() {}

  /** Returns the result if the command succeeded; throws otherwise. */
  static CommandResult requireSuccess(String vm, String command, CommandResult result) {
    if (result.exitCode() == 0) {
      return result;
    }
    throw new GuestException(
        "Command [%s] in virtual machine [%s] exited with status [%d] after %s; %s"
            .formatted(
                command(command),
                vm,
                result.exitCode(),
                DurationText.of(result.duration()),
                excerpt(result.output())));
  }

  /** Returns the command, or the beginning of a long one. */
  public static String command(String command) {
    return command.length() <= LONGEST_COMMAND
        ? command
        : command.substring(0, LONGEST_COMMAND) + "… (" + command.length() + " characters)";
  }

  /** Returns the last lines of a command's output, with a heading. */
  public static String excerpt(String output) {
    if (output.isBlank()) {
      return "it wrote nothing";
    }
    String end = output.substring(Math.max(0, output.length() - LONGEST)).stripTrailing();
    String[] lines = end.split("\n");
    int first = Math.max(0, lines.length - LINES);
    String heading =
        first == 0 && end.length() >= output.stripTrailing().length()
            ? "its output:\n"
            : "its output's last lines:\n";
    return heading
        + String.join("\n", List.of(lines).subList(first, lines.length)).indent(4).stripTrailing();
  }
}
