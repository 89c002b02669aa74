package org.multihost.migration.qemu.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The part of a log file that belongs to one process. */
record ProcessLog(Path file, long start) {

  private static final int LAST_LINES = 20;
  private static final int LAST_BYTES = 16 * 1024;

  /** Begins the part with a line. */
  static ProcessLog begin(Path file, String firstLine) throws IOException {
    Files.writeString(file, firstLine + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new ProcessLog(file, Files.size(file));
  }

  /** The last lines of what the process wrote. */
  String lastLines() {
    try (FileChannel channel = FileChannel.open(file)) {
      long from = Math.max(start, channel.size() - LAST_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // reads on
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "(cannot be read: " + unreadable + ")";
    }
  }
}
