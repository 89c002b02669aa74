package org.multihost.migration.internal.scenario.proof;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.multihost.migration.spi.GuestMemory;
import org.multihost.migration.spi.GuestMemory.Range;

/** The sums of a guest's memory, of blocks of 2 MiB and of single pages. */
final class MemorySums {

  /** The largest number of bytes in a block, which is read at once. */
  static final int BLOCK = 2 << 20;

  private final GuestMemory memory;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK);
  private final PageSum sum = new PageSum();

  MemorySums(GuestMemory memory) {
    this.memory = memory;
  }

  /** Returns the blocks of the memory, in the order of their addresses. */
  List<Range> blocks() {
    List<Range> blocks = new ArrayList<>();
    for (Range range : memory.ranges()) {
      for (long done = 0; done < range.length(); done += BLOCK) {
        blocks.add(new Range(range.address() + done, Math.min(BLOCK, range.length() - done)));
      }
    }
    return blocks;
  }

  /** Returns the sum of a block. */
  long of(Range block) {
    return sum.of(read(block));
  }

  /** Returns the sums of the pages of a block. */
  List<Long> ofPages(Range block) {
    ByteBuffer all = read(block);
    List<Long> sums = new ArrayList<>();
    for (int page = 0; page < block.length(); page += GuestMemory.PAGE) {
      sums.add(sum.of(all.slice(page, GuestMemory.PAGE)));
    }
    return sums;
  }

  /** Returns the content of a page. */
  byte[] page(long address) {
    byte[] content = new byte[GuestMemory.PAGE];
    read(new Range(address, content.length)).get(content);
    return content;
  }

  private ByteBuffer read(Range block) {
    buffer.clear().limit((int) block.length());
    memory.read(block.address(), buffer);
    return buffer.flip();
  }
}
