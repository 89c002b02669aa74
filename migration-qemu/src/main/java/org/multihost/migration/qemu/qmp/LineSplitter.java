package org.multihost.migration.qemu.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A splitter of a stream of bytes, which arrives in buffers of any size, into lines of UTF-8.
 * Confined to one thread.
 */
final class LineSplitter {

  /** Far longer than any line of QEMU; a longer one has lost its line feeds. */
  private static final int LONGEST = 64 << 20;

  private static final int TYPICAL = 8 << 10;

  private final String vm;
  private final int longest;
  private byte[] line = new byte[TYPICAL];
  private int length;

  LineSplitter(String vm) {
    this(vm, LONGEST);
  }

  LineSplitter(String vm, int longest) {
    this.vm = vm;
    this.longest = longest;
  }

  /** Consumes the buffer; empty lines are omitted, line ends too. */
  public void split(ByteBuffer bytes, Consumer<String> lines) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        String text = decode().strip();
        length = 0;
        if (!text.isEmpty()) {
          lines.accept(text);
        }
      } else {
        append(next);
      }
    }
  }

  /** Returns the incomplete last line; bytes that are not UTF-8 are replaced. */
  String rest() {
    return new String(line, 0, length, UTF_8);
  }

  private void append(byte next) {
    if (length == longest) {
      throw new QmpProtocolException(
          vm,
          "QEMU [%s] sent a line of more than [%d] bytes: [%s]"
              .formatted(vm, longest, Excerpt.of(rest())));
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, 2 * length);
    }
    line[length++] = next;
  }

  private String decode() {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
    } catch (CharacterCodingException e) {
      throw new QmpProtocolException(
          vm, "QEMU [%s] sent a line that is not UTF-8: [%s]".formatted(vm, Excerpt.of(rest())), e);
    }
  }
}
