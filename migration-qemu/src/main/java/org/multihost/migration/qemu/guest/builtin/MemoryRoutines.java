package org.multihost.migration.qemu.guest.builtin;

import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.ABOVE;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_EQUAL;
import static org.multihost.migration.qemu.guest.builtin.Register.R10;
import static org.multihost.migration.qemu.guest.builtin.Register.R11;
import static org.multihost.migration.qemu.guest.builtin.Register.R8;
import static org.multihost.migration.qemu.guest.builtin.Register.R9;
import static org.multihost.migration.qemu.guest.builtin.Register.RAX;
import static org.multihost.migration.qemu.guest.builtin.Register.RBX;
import static org.multihost.migration.qemu.guest.builtin.Register.RCX;
import static org.multihost.migration.qemu.guest.builtin.Register.RDI;
import static org.multihost.migration.qemu.guest.builtin.Register.RDX;

/**
 * The content of a page, written and checked. Word {@code i} of the page at address {@code a}, as
 * pass {@code p} writes it in the guest with the seed {@code s}, is
 *
 * <pre>((a << 20 ^ p) ^ s) × FACTOR + i × STEP</pre>
 *
 * <p>An address is a multiple of 4096, so {@code a << 20} has the number of the page in its upper
 * 32 bits, and {@code p} has the lower 32. The factor is odd, and a multiplication by an odd number
 * is reversible. So two pages, or one page after two passes, never have the same word at the same
 * place, and neither has the same page of two guests with different seeds after the same pass.
 *
 * <p>RDI is the address of a page and RCX the pass, in all routines that need them.
 */
final class MemoryRoutines {

  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
  private static final long STEP = 0xD1B5_4A32_D192_ED03L;
  private static final int UNROLLED = 8;
  private static final int MOST_REPORTS = 8;
  private static final long FOUR_GIBIBYTES = 4L << 30;

  private final Assembler asm;
  private final SerialRoutines serial;
  private final Label addressRoutine = new Label();
  private final Label contentRoutine = new Label();
  private final Label writeRoutine = new Label();
  private final Label checkRoutine = new Label();

  MemoryRoutines(Assembler asm, SerialRoutines serial) {
    this.asm = asm;
    this.serial = serial;
  }

  /** Appends the routines. */
  void routines() {
    addressRoutine();
    contentRoutine();
    writeRoutine();
    checkRoutine();
  }

  /** Appends code that makes RDI the address of the page whose number it is. */
  void address() {
    asm.call(addressRoutine);
  }

  /** Appends code that writes the page; RDI is its end afterwards. */
  void write() {
    asm.call(writeRoutine);
  }

  /** Appends code that checks the page and reports it if it is wrong. */
  void check() {
    asm.call(checkRoutine);
  }

  /** The memory that is below 4 GiB comes first. */
  private void addressRoutine() {
    Label high = new Label();
    asm.bind(addressRoutine);
    asm.load(RAX, GuestLayout.LOW_PAGES);
    asm.cmp(RDI, RAX);
    asm.jump(Assembler.Condition.NOT_BELOW, high);
    asm.shl(RDI, 12);
    asm.add(RDI, GuestLayout.SWEPT);
    asm.ret();
    asm.bind(high);
    asm.sub(RDI, RAX);
    asm.shl(RDI, 12);
    asm.mov(RAX, FOUR_GIBIBYTES);
    asm.add(RDI, RAX);
    asm.ret();
  }

  /** RAX becomes the first word, R8 the step to the next, R9 the end of the page. */
  private void contentRoutine() {
    asm.bind(contentRoutine);
    asm.mov(RAX, RDI);
    asm.shl(RAX, 20);
    asm.xor(RAX, RCX);
    asm.load(R8, GuestLayout.SEED);
    asm.xor(RAX, R8);
    asm.mov(R8, FACTOR);
    asm.imul(RAX, R8);
    asm.mov(R8, STEP);
    asm.mov(R9, RDI);
    asm.add(R9, GuestLayout.PAGE);
    asm.ret();
  }

  private void writeRoutine() {
    asm.bind(writeRoutine);
    count(GuestLayout.WRITTEN);
    asm.call(contentRoutine);
    Label next = asm.here();
    for (int word = 0; word < UNROLLED; word++) {
      asm.store(RDI, word * Long.BYTES, RAX);
      asm.add(RAX, R8);
    }
    asm.add(RDI, UNROLLED * Long.BYTES);
    asm.cmp(RDI, R9);
    asm.jump(NOT_EQUAL, next);
    asm.ret();
  }

  /** RDX collects all bits that differ. */
  private void checkRoutine() {
    Label wrong = new Label();
    asm.bind(checkRoutine);
    count(GuestLayout.CHECKED);
    asm.call(contentRoutine);
    asm.mov(RDX, 0);
    Label next = asm.here();
    for (int word = 0; word < UNROLLED; word++) {
      asm.load(R11, RDI, word * Long.BYTES);
      asm.xor(R11, RAX);
      asm.or(RDX, R11);
      asm.add(RAX, R8);
    }
    asm.add(RDI, UNROLLED * Long.BYTES);
    asm.cmp(RDI, R9);
    asm.jump(NOT_EQUAL, next);
    asm.sub(RDI, GuestLayout.PAGE);
    asm.cmp(RDX, 0);
    asm.jump(NOT_EQUAL, wrong);
    asm.ret();
    asm.bind(wrong);
    wrong();
  }

  /** Finds the first wrong word; the memory cannot have changed since. */
  private void wrong() {
    Label silent = new Label();
    Label found = new Label();
    count(GuestLayout.WRONG);
    asm.load(R11, GuestLayout.WRONG);
    asm.cmp(R11, MOST_REPORTS);
    asm.jump(ABOVE, silent);
    asm.call(contentRoutine);
    Label next = asm.here();
    asm.load(R10, RDI, 0);
    asm.cmp(R10, RAX);
    asm.jump(NOT_EQUAL, found);
    asm.add(RAX, R8);
    asm.add(RDI, Long.BYTES);
    asm.jump(next);
    asm.bind(found);
    asm.store(GuestLayout.WRONG_ADDRESS, RDI);
    asm.store(GuestLayout.EXPECTED, RAX);
    asm.store(GuestLayout.FOUND, R10);
    asm.store(GuestLayout.WRONG_PASS, RCX);
    report();
    asm.bind(silent);
    asm.ret();
  }

  private void report() {
    Label over = new Label();
    asm.jump(over);
    Label at = asm.code().text("\nBUG: guest memory is wrong: address=");
    Label expected = asm.code().text(" expected=");
    Label was = asm.code().text(" found=");
    Label pass = asm.code().text(" pass=");
    asm.bind(over);
    asm.mov(RBX, SerialRoutines.CONSOLE);
    serial.print(at);
    serial.printVariable(GuestLayout.WRONG_ADDRESS);
    serial.print(expected);
    serial.printVariable(GuestLayout.EXPECTED);
    serial.print(was);
    serial.printVariable(GuestLayout.FOUND);
    serial.print(pass);
    serial.printVariable(GuestLayout.WRONG_PASS);
    serial.printLineEnd();
  }

  /** Appends code that adds one to a variable; it changes R11. */
  private void count(int variable) {
    asm.load(R11, variable);
    asm.add(R11, 1);
    asm.store(variable, R11);
  }
}
