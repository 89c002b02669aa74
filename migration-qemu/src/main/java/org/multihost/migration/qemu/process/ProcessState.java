package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The state of a process, as Linux reports it. */
final class ProcessState {

  private static final Pattern STATE =
      Pattern.compile("^State:\\s*\\S+ \\((.*)\\)$", Pattern.MULTILINE);

  private ProcessState() {}

  /** Returns a state such as {@code sleeping} or {@code stopped}; empty if it cannot be read. */
  public static Optional<String> of(long pid) {
    try {
      Matcher state = STATE.matcher(Files.readString(Path.of("/proc", pid + "", "status")));
      return state.find() ? Optional.of(state.group(1)) : Optional.empty();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
