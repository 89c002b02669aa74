package org.multihost.migration.internal.scenario.proof;

import java.util.List;
import org.multihost.migration.spi.GuestMemory.Range;

/** The values that the two hosts of a proof exchange. */
final class Exchanged {

  private Exchanged() {}

  /**
   * The sums of the blocks at the source; without blocks, its driver cannot read the memory.
   *
   * @param blocks the addresses and lengths
   */
  record Sums(List<Range> blocks, List<Long> sums) {

    static final Sums NONE = new Sums(List.of(), List.of());
  }

  /** A block that differs, with the sums of its pages at the destination. */
  record Doubt(Range block, List<Long> pages) {}

  /** The blocks that differ; none if the memory is the same, or is not compared. */
  record Doubts(List<Doubt> blocks) {}

  /**
   * The pages that differ.
   *
   * @param count the number of all
   * @param first the first of them as they are at the source
   */
  record Differences(long count, List<Page> first) {}

  /** The content of a page. */
  record Page(long address, byte[] content) {}
}
