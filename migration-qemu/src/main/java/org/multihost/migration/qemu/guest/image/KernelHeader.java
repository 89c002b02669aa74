package org.multihost.migration.qemu.guest.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The header of a compressed kernel for x86, as "The Linux/x86 Boot Protocol" defines it. */
final class KernelHeader {

  private static final int LENGTH = 1 << 16;
  private static final int MAGIC = 0x202;
  private static final int VERSION = 0x20e;
  private static final int VERSION_BASE = 0x200;
  private static final int HDRS = 0x53726448;

  private KernelHeader() {}

  /**
   * Returns the version that the kernel states, equal to {@code uname -r} in the guest whatever the
   * name of the file; empty if the file is none of this kind or cannot be read.
   */
  static Optional<String> version(Path image) {
    try (InputStream file = Files.newInputStream(image)) {
      return version(ByteBuffer.wrap(file.readNBytes(LENGTH)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> version(ByteBuffer header) {
    if (header.limit() < VERSION + Short.BYTES || header.getInt(MAGIC) != HDRS) {
      return Optional.empty();
    }
    int offset = Short.toUnsignedInt(header.getShort(VERSION));
    int begin = VERSION_BASE + offset;
    int end = begin;
    while (end < header.limit() && header.get(end) > ' ') {
      end++;
    }
    return offset == 0 || end == begin
        ? Optional.empty()
        : Optional.of(new String(header.array(), begin, end - begin, StandardCharsets.US_ASCII));
  }
}
