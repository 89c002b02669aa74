package org.multihost.migration.internal.scenario.proof;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A sum of 64 bits: the CRC-32 and the CRC-32C of the JDK, side by side. Both find each change
 * within 32 consecutive bits for certain, such as that of one byte, and their polynomials differ,
 * so that other changes escape with a probability of 2^-64. The JDK computes them with instructions
 * of the processor. Not safe for use by several threads.
 */
final class PageSum {

  private final CRC32 crc32 = new CRC32();
  private final CRC32C crc32c = new CRC32C();

  /** Returns the sum of what remains in the buffer, and leaves its position. */
  long of(ByteBuffer bytes) {
    crc32.reset();
    crc32c.reset();
    crc32.update(bytes.duplicate());
    crc32c.update(bytes.duplicate());
    return crc32.getValue() << 32 | crc32c.getValue();
  }
}
