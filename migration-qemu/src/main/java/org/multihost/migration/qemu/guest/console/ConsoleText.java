package org.multihost.migration.qemu.guest.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * The end of a text of unlimited length, of which the last megabyte is kept. Not safe for use by
 * several threads.
 */
final class ConsoleText {

  private static final int KEPT = 1024 * 1024;

  private final CharsetDecoder decoder =
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final StringBuilder text = new StringBuilder();
  private long dropped;

  /**
   * Appends the buffer's content, except the bytes of an incomplete character; returns the appended
   * text.
   */
  public CharSequence append(ByteBuffer bytes) {
    CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
    decoder.decode(bytes, chars, false);
    String taken = chars.flip().toString();
    text.append(taken);
    if (text.length() > 2 * KEPT) {
      dropped += text.length() - KEPT;
      text.delete(0, text.length() - KEPT);
    }
    return taken;
  }

  /** Returns the length of the whole text, including the dropped part. */
  public long length() {
    return dropped + text.length();
  }

  /** Whether the text contains another at or after a position in the whole text. */
  public boolean contains(String expected, long from) {
    return text.indexOf(expected, (int) Math.max(0, from - dropped)) >= 0;
  }

  /** Returns the text from a position in the whole text, as far as it is kept. */
  public String since(long from) {
    return text.substring((int) Math.min(text.length(), Math.max(0, from - dropped)));
  }

  /** Returns the last lines, at most this number. */
  public String lastLines(int count) {
    int end = text.length();
    while (end > 0 && isLineEnd(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    for (int lines = 0; lines < count && start >= 0; lines++) {
      start = text.lastIndexOf("\n", start - 1);
    }
    return text.substring(count == 0 ? end : start + 1, end).replace("\r\n", "\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
