package org.multihost.migration.internal.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.multihost.migration.internal.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's recording of one test class: a file to which each entry is appended at once. A recording
 * never fails a test: if the file cannot be written, its entries are missing in the report. Safe
 * for use by several threads.
 *
 * @param test the test's name in this file; empty for entries of the class
 * @param sink takes each line
 */
public record Recording(String test, Consumer<String> sink) {

  /** The name of the file, in the host's directory of the class. */
  public static final String FILE = "recording.jsonl";

  private static final Consumer<String> NOWHERE = line -> {};

  private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

  /**
   * A line of the file.
   *
   * @param test the test's name; empty for an entry of the class
   * @param entry what is recorded
   */
  public record Line(String test, Recorded entry) {}

  /** A recording that keeps nothing. */
  public static Recording none() {
    return new Recording("", NOWHERE);
  }

  /** The recording in the host's directory of a class. */
  public static Recording in(Path directory) {
    return new Recording("", line -> append(directory.resolve(FILE), line));
  }

  /** Returns a recording that also passes each line to another sink. */
  public Recording and(Consumer<String> other) {
    return new Recording(test, sink.andThen(other));
  }

  /** Returns the recording of a test of the class. */
  public Recording of(String name) {
    return new Recording(name, sink);
  }

  /** Returns the time for an entry. */
  public static long now() {
    return System.currentTimeMillis();
  }

  /** Appends an entry. */
  public void add(Recorded entry) {
    if (sink.equals(NOWHERE)) {
      return; // nobody reads it
    }
    try {
      sink.accept(Json.write(new Line(test, entry)));
    } catch (RuntimeException e) {
      LOG.debug("Cannot be recorded: {}", e.toString());
    }
  }

  /** Records a wait at a barrier, whether it opens or fails. */
  public <T> T barrier(String name, List<String> hosts, Supplier<T> meeting) {
    long at = now();
    boolean opened = false;
    try {
      T result = meeting.get();
      opened = true;
      return result;
    } finally {
      add(new Recorded.Barrier(at, name, hosts, now() - at, opened));
    }
  }

  /** Reads the lines of a file; a last line that was cut off is left out. */
  public static List<Line> read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8)
        .lines()
        .map(line -> Json.read(line, Line.class))
        .toList();
  }

  private static synchronized void append(Path file, String line) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.debug("Cannot be recorded in [{}]: {}", file, e.toString());
    }
  }
}
