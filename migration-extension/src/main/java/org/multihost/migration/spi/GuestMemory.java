package org.multihost.migration.spi;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.nio.ByteBuffer;
import java.util.List;
import org.apiguardian.api.API;

/** The memory of a guest that is stopped, read behind its back. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface GuestMemory {

  /** The size of a page in bytes; addresses and lengths of ranges are multiples of it. */
  int PAGE = 4096;

  /**
   * A range of the guest's physical addresses that has memory.
   *
   * @param address the first address
   * @param length the number of bytes
   */
  record Range(long address, long length) {}

  /** The ranges, in the order of their addresses. */
  List<Range> ranges();

  /**
   * Reads memory; the number of bytes is what remains in the buffer, and lies within a range.
   *
   * @throws org.multihost.migration.VirtualMachineException if it cannot be read
   */
  void read(long address, ByteBuffer into);
}
