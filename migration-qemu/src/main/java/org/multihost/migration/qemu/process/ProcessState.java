package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The state of a process, as Linux reports it in {@code /proc/PID/status} (proc(5)). */
final class ProcessState {

  private static final Pattern STATE =
      Pattern.compile("^State:\\s*\\S+ \\((.*)\\)$", Pattern.MULTILINE);

  private ProcessState() {}

  /**
   * Returns whether a signal, such as SIGSTOP, has stopped the process. A process stopped by a
   * debugger is in another state: {@code tracing stop}.
   */
  static boolean isStopped(long pid) {
    return of(pid).filter("stopped"::equals).isPresent();
  }

  /** Returns a state such as {@code sleeping} or {@code stopped}; empty if it cannot be read. */
  public static Optional<String> of(long pid) {
    try {
      Matcher state =
          STATE.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
      return state.find() ? Optional.of(state.group(1)) : Optional.empty();
    } catch (IOException goneOrNotLinux) {
      return Optional.empty();
    }
  }
}
