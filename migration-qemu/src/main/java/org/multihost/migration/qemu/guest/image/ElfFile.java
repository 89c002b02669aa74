package org.multihost.migration.qemu.guest.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The head of an executable file, which shows whether the program needs shared libraries. */
final class ElfFile {

  private static final int MAGIC = 0x7f454c46;
  private static final int INTERPRETER = 3;
  private static final int HEAD_LENGTH = 8192;

  private ElfFile() {}

  /**
   * Whether the file is an ELF program without an interpreter, that is without shared libraries.
   */
  static boolean isStaticProgram(Path file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_LENGTH);
    try (FileChannel channel = FileChannel.open(file)) {
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // Until the buffer is full or the file ends.
      }
    }
    head.flip();
    try {
      return head.remaining() > 64 && head.getInt(0) == MAGIC && !hasInterpreter(head);
    } catch (IndexOutOfBoundsException headersBeyondTheHead) {
      return false;
    }
  }

  // Offsets from the ELF specification: 32-bit files, then 64-bit files.
  private static boolean hasInterpreter(ByteBuffer head) {
    boolean wide = head.get(4) == 2;
    head.order(head.get(5) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int table = wide ? Math.toIntExact(head.getLong(0x20)) : head.getInt(0x1c);
    int entryLength = head.getShort(wide ? 0x36 : 0x2a);
    int entries = head.getShort(wide ? 0x38 : 0x2c);
    for (int i = 0; i < entries; i++) {
      if (head.getInt(table + i * entryLength) == INTERPRETER) {
        return true;
      }
    }
    return false;
  }
}
