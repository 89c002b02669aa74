package org.multihost.migration.qemu.process;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a log file that belongs to one process. A full disk ends the log only. */
record ProcessLog(Path file, long start) {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessLog.class);

  /** QEMU begins its messages with the name of its program. */
  private static final Pattern COMPLAINT = Pattern.compile("[^\\s:]*(?:qemu|kvm)[^\\s:]*: ");

  private static final int LAST_LINES = 20;
  private static final int LAST_BYTES = 16 * 1024;

  /**
   * Starts the part with a line, if there is space for it.
   *
   * @throws IOException if the file cannot be created
   */
  public static ProcessLog begin(Path file, String firstLine) throws IOException {
    try (FileChannel made = FileChannel.open(file, CREATE, APPEND)) {
      writeFully(made, firstLine + "\n");
    }
    return new ProcessLog(file, Files.size(file));
  }

  private static void writeFully(FileChannel channel, String line) {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException noRoom) {
      LOG.warn("A process's log lacks its first line [{}]", line.strip(), noRoom);
    }
  }

  /** Returns QEMU's last message of its own as the end of a line, or nothing. */
  String complaint() {
    return lastLines()
        .lines()
        .filter(line -> COMPLAINT.matcher(line).lookingAt())
        .reduce((before, last) -> last)
        .map(": [%s]"::formatted)
        .orElse("");
  }

  /** Returns the last lines of the process's output. */
  public String lastLines() {
    try (FileChannel channel = FileChannel.open(file)) {
      long from = Math.max(start, channel.size() - LAST_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // continues to read
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "(cannot be read: " + unreadable + ")";
    }
  }
}
