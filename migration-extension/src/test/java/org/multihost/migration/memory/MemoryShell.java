package org.multihost.migration.memory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few commands that a shell in memory knows beside those of its script. */
final class MemoryShell {

  /** The command that crashes a Linux kernel. */
  static final String CRASH = "echo c > /proc/sysrq-trigger";

  private static final Pattern ECHO =
      Pattern.compile("echo (?<words>[^>]*?)(?: ?> ?(?<file>\\S+))?");
  private static final Pattern CAT = Pattern.compile("cat (?<file>\\S+)");
  private static final Pattern EXIT = Pattern.compile("exit (?<code>\\d+)");
  private static final Pattern SLEEP = Pattern.compile("sleep (?<seconds>[\\d.]+)");

  private MemoryShell() {}

  /** The answer of a shell that has these files. */
  static Answer answer(String command, Map<String, byte[]> files) {
    if (command.equals("true") || command.endsWith("&")) {
      return Answer.SILENT;
    }
    if (command.equals("false")) {
      return Answer.of(1, "");
    }
    Matcher found = EXIT.matcher(command);
    if (found.matches()) {
      return Answer.of(Integer.parseInt(found.group("code")), "");
    }
    found = SLEEP.matcher(command);
    if (found.matches()) {
      double seconds = Double.parseDouble(found.group("seconds"));
      return Answer.SILENT.after(Duration.ofMillis(Math.round(1000 * seconds)));
    }
    return withFiles(command, files);
  }

  private static Answer withFiles(String command, Map<String, byte[]> files) {
    Matcher found = ECHO.matcher(command);
    if (found.matches()) {
      String text = found.group("words").replaceAll("['\"]", "") + "\n";
      if (found.group("file") == null) {
        return Answer.of(0, text);
      }
      files.put(found.group("file"), text.getBytes(StandardCharsets.UTF_8));
      return Answer.SILENT;
    }
    found = CAT.matcher(command);
    if (found.matches()) {
      String file = found.group("file");
      return files.containsKey(file)
          ? Answer.of(
              0, new String(Objects.requireNonNull(files.get(file)), StandardCharsets.UTF_8))
          : Answer.of(1, "cat: can't open '" + file + "': No such file or directory\n");
    }
    return Answer.of(127, "sh: " + command.split(" ", 2)[0] + ": not found\n");
  }
}
