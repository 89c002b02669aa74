package org.multihost.migration.qemu.guest.builtin;

import static org.multihost.migration.qemu.guest.builtin.Register.RSP;

import org.multihost.migration.qemu.guest.builtin.InterruptRoutines.InterruptTable;

/**
 * The first instructions of the guest: from the 32-bit protected mode without paging in which the
 * PVH protocol enters it, to the 64-bit mode. RBX has the address of the protocol's information,
 * and keeps it.
 */
final class BootRoutines {

  private static final int TABLE_ENTRIES = 512;
  private static final long PRESENT_AND_WRITABLE = 0x3;
  private static final long LARGE_PAGE = 0x80;
  private static final long LARGE_PAGE_SIZE = 2 << 20;
  private static final int LOW_GIBIBYTES = 4;

  private final Assembler asm;
  private final CodeBuffer code;
  private int pageMap;
  private int pointers;
  private int segments;

  BootRoutines(Assembler asm) {
    this.asm = asm;
    this.code = asm.code();
  }

  /**
   * Appends the page tables, each of a page: memory below 4 GiB is mapped in pages of 2 MiB, which
   * every processor has, to the same addresses.
   */
  void tables() {
    code.align(GuestLayout.PAGE);
    pageMap = code.address(code.here());
    pointers = pageMap + GuestLayout.PAGE;
    code.raw64(pointers | PRESENT_AND_WRITABLE);
    code.align(GuestLayout.PAGE);
    for (int gibibyte = 1; gibibyte <= LOW_GIBIBYTES; gibibyte++) {
      code.raw64(pointers + (long) gibibyte * GuestLayout.PAGE | PRESENT_AND_WRITABLE);
    }
    code.align(GuestLayout.PAGE);
    for (long page = 0; page < (long) LOW_GIBIBYTES * TABLE_ENTRIES; page++) {
      code.raw64(page * LARGE_PAGE_SIZE | LARGE_PAGE | PRESENT_AND_WRITABLE);
    }
    segments();
  }

  /** Returns the address of the table with an entry for each GiB. */
  int pointers() {
    return pointers;
  }

  private void segments() {
    int table = code.address(code.here());
    code.raw64(0);
    code.raw64(0x00AF_9A00_0000_FFFFL); // 0x08: code of 64 bits
    code.raw64(0x00CF_9200_0000_FFFFL); // 0x10: data
    segments = code.address(code.here());
    code.raw(3 * Long.BYTES - 1, 0);
    code.raw32(table);
  }

  /** Appends the entry; the code behind it runs in the 64-bit mode. */
  Label entry(InterruptTable interrupts) {
    Label entry = code.here();
    code.raw(0xFA); // cli
    code.raw(0x0F, 0x01, 0x15); // lgdt [segments]
    code.raw32(segments);
    code.raw(0x0F, 0x20, 0xE0, 0x83, 0xC8, 0x20, 0x0F, 0x22, 0xE0); // cr4 |= PAE
    code.raw(0xB8); // mov eax, pageMap
    code.raw32(pageMap);
    code.raw(0x0F, 0x22, 0xD8); // mov cr3, eax
    code.raw(0xB9, 0x80, 0x00, 0x00, 0xC0, 0x0F, 0x32); // mov ecx, EFER; rdmsr
    code.raw(0x0D, 0x00, 0x01, 0x00, 0x00, 0x0F, 0x30); // or eax, LME; wrmsr
    code.raw(0x0F, 0x20, 0xC0, 0x0D, 0x00, 0x00, 0x00, 0x80, 0x0F, 0x22, 0xC0); // cr0 |= PG
    int farJump = code.address(code.here());
    code.raw(0xEA); // ljmp 0x08:(next instruction)
    code.raw32(farJump + 7);
    code.raw(0x08, 0x00);
    code.raw(0x66, 0xB8, 0x10, 0x00); // mov ax, 0x10
    code.raw(0x8E, 0xD0, 0x8E, 0xD8, 0x8E, 0xC0); // ss, ds, es
    asm.mov(RSP, GuestLayout.STACK);
    code.raw(0x0F, 0x01, 0x1C, 0x25); // lidt [interrupts]
    code.raw32(interrupts.pointer());
    return entry;
  }
}
