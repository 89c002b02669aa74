package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The output of a command so far, up to the end mark, which contains a nonce that the command
 * itself does not have. Not safe for use by several threads.
 */
final class CommandOutput {

  // After the nonce: a space, at most three digits, a line end.
  private static final int STATUS_LENGTH = 5;

  private final byte[] mark;
  private byte[] bytes = new byte[1024];
  private int length;
  private long nextPiece;
  private OptionalInt exitCode = OptionalInt.empty();

  CommandOutput(String nonce) {
    mark = (nonce + " ").getBytes(US_ASCII);
  }

  /** Appends the next piece; returns false if output before it was lost. */
  public boolean append(AgentFrame.Piece piece) {
    if (piece.damaged() || piece.number() != nextPiece) {
      return false;
    }
    nextPiece++;
    int searched = Math.max(0, length - mark.length - STATUS_LENGTH);
    reserve(piece.bytes().length);
    System.arraycopy(piece.bytes(), 0, bytes, length, piece.bytes().length);
    length += piece.bytes().length;
    lookForEnd(searched);
    return true;
  }

  /** Returns the exit status, once the output is complete. */
  public OptionalInt exitCode() {
    return exitCode;
  }

  public String text() {
    return new String(bytes, 0, length, UTF_8);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(length + more, Math.max(length, more) / 2));
    }
  }

  private void lookForEnd(int from) {
    for (int start = from; start + mark.length < length; start++) {
      if (Arrays.equals(bytes, start, start + mark.length, mark, 0, mark.length)) {
        readStatus(start);
        return;
      }
    }
  }

  private void readStatus(int start) {
    int status = 0;
    for (int at = start + mark.length; at < length; at++) {
      if (bytes[at] == '\n') {
        exitCode = OptionalInt.of(status);
        length = start;
        return;
      }
      status = status * 10 + bytes[at] - '0';
    }
  }
}
