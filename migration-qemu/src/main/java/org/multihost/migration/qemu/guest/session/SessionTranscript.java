package org.multihost.migration.qemu.guest.session;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.multihost.migration.CommandResult;
import org.multihost.migration.qemu.process.DurationText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of a session, for people: commands, their output and their results. */
final class SessionTranscript {

  private static final Logger LOG = LoggerFactory.getLogger(SessionTranscript.class);
  private static final int LONGEST_OUTPUT = 16 * 1024;

  private final Path file;

  SessionTranscript(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /** Logs a command that has ended; returns its result. */
  CommandResult noted(String command, CommandResult result) {
    String duration = DurationText.of(result.duration());
    note(command, result.output(), "exit " + result.exitCode() + ", " + duration);
    return result;
  }

  /** Logs a command and its result. A log that cannot be written must not fail a test. */
  synchronized void note(String command, String output, String end) {
    String shown =
        output.length() <= LONGEST_OUTPUT
            ? output
            : "[... %d characters ...]%n".formatted(output.length() - LONGEST_OUTPUT)
                + output.substring(output.length() - LONGEST_OUTPUT);
    String gap = shown.isEmpty() || shown.endsWith("\n") ? "" : "\n";
    String entry = "%s $ %s%n%s%s[%s]%n".formatted(Instant.now(), command, shown, gap, end);
    try {
      Files.writeString(file, entry, CREATE, APPEND);
    } catch (IOException e) {
      LOG.warn("Cannot write the session's transcript [{}]", file, e);
    }
  }
}
