package org.multihost.migration.qemu.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.multihost.migration.spi.GuestMemory.Range;

class MemoryMapTests {

  private static final String TEXT =
      """
      FlatView #0
       AS "cpu-smm-0", root: memory
       Root memory region: memory
        0000000000000000-000000000000ffff (prio 0, ram): pc.ram
      FlatView #3
       AS "memory", root: system
       AS "cpu-memory-0", root: system
       Root memory region: system
        0000000000000000-000000000009ffff (prio 0, ram): pc.ram
        00000000000a0000-00000000000bffff (prio 1, i/o): vga-lowmem
        00000000000c0000-00000000000c17ff (prio 0, rom): pc.ram @00000000000c0000
        00000000b0000000-00000000bfffffff (prio 0, i/o): pcie-mmcfg-mmio
        0000000100000000-000000017fffffff (prio 0, ram): pc.ram @0000000080000000 kvm
      """;

  @Test
  void theProcessorsMemoryIsReadInWholePages() {
    assertThat(MemoryMap.parse(TEXT.replace("\n", "\r\n")))
        .containsExactly(
            new Range(0, 0xA0000), new Range(0xC0000, 0x1000), new Range(4L << 30, 2L << 30));
  }

  @Test
  void aTextWithoutTheirMapHasNone() {
    assertThat(MemoryMap.parse("unknown command: 'info mtree'")).isEmpty();
  }
}
