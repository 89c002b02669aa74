package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux says that a process does. */
final class ProcessState {

  private static final Pattern STATE =
      Pattern.compile("^State:\\s*\\S+ \\((.*)\\)$", Pattern.MULTILINE);

  private ProcessState() {}

  /** As {@code sleeping}, {@code stopped}; empty where nothing tells. */
  public static Optional<String> of(long pid) {
    try {
      Matcher state = STATE.matcher(Files.readString(Path.of("/proc", pid + "", "status")));
      return state.find() ? Optional.of(state.group(1)) : Optional.empty();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
