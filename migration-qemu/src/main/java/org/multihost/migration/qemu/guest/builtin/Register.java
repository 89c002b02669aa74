package org.multihost.migration.qemu.guest.builtin;

/** A general register of x86-64, in the order of its number in machine code. */
enum Register {
  RAX,
  RCX,
  RDX,
  RBX,
  RSP,
  RBP,
  RSI,
  RDI,
  R8,
  R9,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15;

  /** Returns the lower three bits of the number, which stand in the instruction itself. */
  int low() {
    return ordinal() & 7;
  }

  /** Returns the highest bit of the number, which stands in the REX prefix. */
  int high() {
    return ordinal() >> 3;
  }
}
