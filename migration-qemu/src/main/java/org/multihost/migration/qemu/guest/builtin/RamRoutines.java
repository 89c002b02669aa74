package org.multihost.migration.qemu.guest.builtin;

import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.ABOVE;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.EQUAL;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_ABOVE;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_EQUAL;
import static org.multihost.migration.qemu.guest.builtin.Register.R8;
import static org.multihost.migration.qemu.guest.builtin.Register.R9;
import static org.multihost.migration.qemu.guest.builtin.Register.RAX;
import static org.multihost.migration.qemu.guest.builtin.Register.RBX;
import static org.multihost.migration.qemu.guest.builtin.Register.RCX;
import static org.multihost.migration.qemu.guest.builtin.Register.RDI;
import static org.multihost.migration.qemu.guest.builtin.Register.RDX;
import static org.multihost.migration.qemu.guest.builtin.Register.RSI;

/** The memory that the VM has: found in the map of the PVH protocol, and mapped above 4 GiB. */
final class RamRoutines {

  // hvm_start_info and hvm_memmap_table_entry of Xen's public header start_info.h
  private static final int MAP = 40;
  private static final int MAP_ENTRIES = 48;
  private static final int MAP_ENTRY_SIZE = 24;
  private static final int TYPE = 16;
  private static final int RAM = 1;

  private static final long FOUR_GIBIBYTES = 4L << 30;
  private static final long PRESENT_WRITABLE_LARGE = 0x83;
  private static final int LARGE_PAGE = 2 << 20;

  private final Assembler asm;

  RamRoutines(Assembler asm) {
    this.asm = asm;
  }

  /**
   * Appends code that finds the memory.
   *
   * @param none the code for a VM whose map has too little
   */
  void find(Label none) {
    Label next = new Label();
    Label end = new Label();
    Label high = new Label();
    asm.load(RSI, RBX, MAP);
    asm.load32(RCX, RBX, MAP_ENTRIES);
    Label entry = asm.here();
    asm.cmp(RCX, 0);
    asm.jump(EQUAL, end);
    asm.load32(RAX, RSI, TYPE);
    asm.cmp(RAX, RAM);
    asm.jump(NOT_EQUAL, next);
    asm.load(RAX, RSI, 0);
    asm.load(RDX, RSI, Long.BYTES);
    asm.add(RDX, RAX); // from RAX to RDX
    asm.cmp(RAX, GuestLayout.SWEPT);
    asm.jump(ABOVE, high);
    asm.cmp(RDX, GuestLayout.SWEPT);
    asm.jump(NOT_ABOVE, next);
    asm.store(GuestLayout.LOW_END, RDX);
    asm.jump(next);
    asm.bind(high);
    asm.mov(R8, FOUR_GIBIBYTES);
    asm.cmp(RAX, R8);
    asm.jump(NOT_EQUAL, next);
    asm.store(GuestLayout.HIGH_END, RDX);
    asm.bind(next);
    asm.add(RSI, MAP_ENTRY_SIZE);
    asm.sub(RCX, 1);
    asm.jump(entry);
    asm.bind(end);
    countPages(none);
  }

  private void countPages(Label none) {
    Label onlyLow = new Label();
    asm.load(RAX, GuestLayout.LOW_END);
    asm.cmp(RAX, 0);
    asm.jump(EQUAL, none);
    asm.sub(RAX, GuestLayout.SWEPT);
    asm.shr(RAX, 12);
    asm.store(GuestLayout.LOW_PAGES, RAX);
    asm.load(RCX, GuestLayout.HIGH_END);
    asm.cmp(RCX, 0);
    asm.jump(EQUAL, onlyLow);
    asm.mov(RDX, FOUR_GIBIBYTES);
    asm.sub(RCX, RDX);
    asm.shr(RCX, 12);
    asm.add(RAX, RCX);
    asm.bind(onlyLow);
    asm.store(GuestLayout.PAGES, RAX);
  }

  /**
   * Appends code that maps what is above 4 GiB: RDI goes through the entries of the directories,
   * RSI through the table that points to them.
   *
   * @param pointers the address of that table
   */
  void mapHigh(int pointers) {
    Label end = new Label();
    asm.load(R9, GuestLayout.HIGH_END);
    asm.mov(RDI, GuestLayout.DIRECTORIES);
    asm.mov(RSI, pointers + 4 * Long.BYTES);
    asm.mov(RAX, FOUR_GIBIBYTES + PRESENT_WRITABLE_LARGE);
    Label page = asm.here();
    asm.cmp(RAX, R9);
    asm.jump(Assembler.Condition.NOT_BELOW, end);
    asm.store(RDI, 0, RAX);
    asm.mov(RCX, RDI);
    asm.and(RCX, GuestLayout.PAGE - 1);
    Label within = new Label();
    asm.jump(NOT_EQUAL, within);
    asm.mov(RCX, RDI); // the first entry of a directory
    asm.or(RCX, 0x3);
    asm.store(RSI, 0, RCX);
    asm.add(RSI, Long.BYTES);
    asm.bind(within);
    asm.add(RDI, Long.BYTES);
    asm.add(RAX, LARGE_PAGE);
    asm.jump(page);
    asm.bind(end);
  }
}
