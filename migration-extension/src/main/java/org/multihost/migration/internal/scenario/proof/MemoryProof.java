package org.multihost.migration.internal.scenario.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.multihost.migration.internal.rendezvous.Lane;
import org.multihost.migration.internal.scenario.proof.Exchanged.Differences;
import org.multihost.migration.internal.scenario.proof.Exchanged.Doubt;
import org.multihost.migration.internal.scenario.proof.Exchanged.Doubts;
import org.multihost.migration.internal.scenario.proof.Exchanged.Page;
import org.multihost.migration.internal.scenario.proof.Exchanged.Sums;
import org.multihost.migration.internal.wire.Json;
import org.multihost.migration.spi.GuestMemory;
import org.multihost.migration.spi.GuestMemory.Range;

/**
 * The comparison of one guest's memory between the hosts of a migration, while the guest is stopped
 * on both. The source publishes the sums of its blocks; the destination answers with the blocks
 * that differ, and the sums of their pages; only for these, the source sends more: the number of
 * pages that differ, and the first of them.
 *
 * @param lane the values' way between the hosts
 * @param name the name of the values, new in the lane
 * @param limit the limit for the answer of the other host
 */
public record MemoryProof(Lane lane, String name, Duration limit) {

  private static final int MOST_DOUBTS = 1024;
  private static final int MOST_PAGES = 8;

  /**
   * Provides the source's side.
   *
   * @param memory empty if the driver cannot read it
   */
  public void provide(Optional<GuestMemory> memory) {
    Optional<MemorySums> own = memory.map(MemorySums::new);
    lane.publish(value("sums"), Json.write(own.map(MemoryProof::sums).orElse(Sums.NONE)));
    Doubts doubts = Json.read(lane.await(value("doubts"), limit), Doubts.class);
    if (!doubts.blocks().isEmpty()) {
      lane.publish(value("pages"), Json.write(differences(own.orElseThrow(), doubts)));
    }
  }

  private static Sums sums(MemorySums memory) {
    List<Range> blocks = memory.blocks();
    return new Sums(blocks, blocks.stream().map(memory::of).toList());
  }

  private static Differences differences(MemorySums memory, Doubts doubts) {
    long count = 0;
    List<Page> first = new ArrayList<>();
    for (Doubt doubt : doubts.blocks()) {
      List<Long> own = memory.ofPages(doubt.block());
      for (int i = 0; i < own.size(); i++) {
        if (!own.get(i).equals(doubt.pages().get(i))) {
          count++;
          if (first.size() < MOST_PAGES) {
            long address = doubt.block().address() + (long) i * GuestMemory.PAGE;
            first.add(new Page(address, memory.page(address)));
          }
        }
      }
    }
    return new Differences(count, first);
  }

  /** Answers the source that nothing is compared. */
  public void skip() {
    lane.await(value("sums"), limit);
    answer(List.of());
  }

  /**
   * Compares the memory of this host, the destination, with the source's.
   *
   * @return the number of bytes that are the same on both; empty if the source's driver cannot read
   *     them
   * @throws MemoryDifference if a page differs
   */
  public OptionalLong compare(GuestMemory memory) {
    MemorySums own = new MemorySums(memory);
    Sums here = sums(own);
    Sums there = Json.read(lane.await(value("sums"), limit), Sums.class);
    if (there.blocks().isEmpty() || !there.blocks().equals(here.blocks())) {
      answer(List.of());
      return sameRanges(there, here);
    }
    List<Doubt> doubts = new ArrayList<>();
    for (int i = 0; i < here.blocks().size() && doubts.size() < MOST_DOUBTS; i++) {
      if (!here.sums().get(i).equals(there.sums().get(i))) {
        Range block = here.blocks().get(i);
        doubts.add(new Doubt(block, own.ofPages(block)));
      }
    }
    answer(doubts);
    if (!doubts.isEmpty()) {
      String pages = lane.await(value("pages"), limit);
      throw MemoryDifference.of(Json.read(pages, Differences.class), own);
    }
    return OptionalLong.of(here.blocks().stream().mapToLong(Range::length).sum());
  }

  private static OptionalLong sameRanges(Sums there, Sums here) {
    if (there.blocks().isEmpty()) {
      return OptionalLong.empty();
    }
    throw new MemoryDifference(
        "the guest has memory at other addresses: at the source %s, at the destination %s"
            .formatted(there.blocks(), here.blocks()));
  }

  private void answer(List<Doubt> doubts) {
    lane.publish(value("doubts"), Json.write(new Doubts(doubts)));
  }

  private String value(String part) {
    return part + " of " + name;
  }
}
