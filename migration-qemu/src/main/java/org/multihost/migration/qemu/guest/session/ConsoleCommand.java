package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines to type for one command, and the marks in the shell's output. A mark begins with the
 * byte STX, which the echo of what was typed does not contain.
 */
final class ConsoleCommand {

  /** Busybox's shell takes lines of 1024 bytes at a terminal, others of 4096. */
  private static final int PIECE = 800;

  private static final String UNENCODED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 /._,:=+-";

  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final String command;

  ConsoleCommand(String command) {
    this.command = command;
  }

  /** Returns the line that makes a shell answer with {@link #received}. */
  String probe() {
    return " printf '\\002%s R\\n' " + id + "\n";
  }

  /** The mark that the shell has read a line. */
  String received() {
    return "\u0002" + id + " R";
  }

  /**
   * Returns the lines that give the command to the shell, each of which it answers with {@link
   * #received}. They begin with a space, which keeps them out of most shells' history. The dot
   * keeps a line end at the end of a piece.
   */
  List<String> pieces() {
    List<String> lines = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (byte b : command.getBytes(UTF_8)) {
      append(text, b & 0xff);
      if (text.length() >= PIECE) {
        lines.add(piece(lines.isEmpty(), text));
        text.setLength(0);
      }
    }
    lines.add(piece(lines.isEmpty(), text));
    return lines;
  }

  private String piece(boolean first, CharSequence text) {
    return " _mh=%s$(printf '%s.'); _mh=${_mh%%.};".formatted(first ? "" : "$_mh", text) + probe();
  }

  private static void append(StringBuilder text, int b) {
    if (UNENCODED.indexOf(b) >= 0) {
      text.append((char) b);
    } else {
      text.append("\\%03o".formatted(b));
    }
  }

  /** Returns the line that runs the command. */
  String run() {
    return " printf '\\002%%s B\\n' %1$s; (sh -c \"$_mh\") </dev/null 2>&1; printf '\\002%%s E %%s\\n' %1$s $?; unset _mh\n"
        .formatted(id);
  }

  /** Returns whether the text has the mark of the command's end. */
  boolean isEndedIn(CharSequence text) {
    return end().matcher(text).find();
  }

  private Pattern end() {
    return Pattern.compile("\u0002" + id + " E (\\d+)\r?\n");
  }

  /** Returns the output so far. */
  String output(CharSequence text) {
    String begin = "\u0002" + id + " B";
    String all = text.toString();
    int start = all.indexOf('\n', all.indexOf(begin)) + 1;
    if (!all.contains(begin) || start == 0) {
      return "";
    }
    Matcher end = end().matcher(all);
    return all.substring(start, end.find(start) ? end.start() : all.length()).replace("\r\n", "\n");
  }

  /** Returns the exit status; the text must have the mark of the end. */
  int exitCode(CharSequence text) {
    Matcher end = end().matcher(text);
    return end.find() ? Integer.parseInt(end.group(1)) : -1;
  }
}
