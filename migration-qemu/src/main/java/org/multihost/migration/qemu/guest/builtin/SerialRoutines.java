package org.multihost.migration.qemu.guest.builtin;

import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.EQUAL;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_ABOVE;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_EQUAL;
import static org.multihost.migration.qemu.guest.builtin.Register.R9;
import static org.multihost.migration.qemu.guest.builtin.Register.RAX;
import static org.multihost.migration.qemu.guest.builtin.Register.RBX;
import static org.multihost.migration.qemu.guest.builtin.Register.RCX;
import static org.multihost.migration.qemu.guest.builtin.Register.RDX;
import static org.multihost.migration.qemu.guest.builtin.Register.RSI;

/**
 * The output on serial ports, byte by byte; RBX is the first address of the port. All routines
 * change RAX, RCX, RDX, RSI and R9.
 */
final class SerialRoutines {

  /** The first serial port, the console. */
  static final int CONSOLE = 0x3F8;

  /** The second serial port, for commands. */
  static final int COMMANDS = 0x2F8;

  /** The offset of a port's line status, and two bits of it. */
  static final int LINE_STATUS = 5;

  static final int DATA_READY = 0x01;
  private static final int WRITABLE = 0x20;

  /** The offset of the control of the FIFOs, and the value that empties and enables them. */
  private static final int FIFO_CONTROL = 2;

  private static final int FIFO_ENABLED = 0xC7;
  private static final int HEX_DIGITS = 16;

  private final Assembler asm;
  private final Label byteRoutine = new Label();
  private final Label textRoutine = new Label();
  private final Label hexRoutine = new Label();

  SerialRoutines(Assembler asm) {
    this.asm = asm;
  }

  /** Appends the routines. */
  void routines() {
    byteRoutine();
    textRoutine();
    hexRoutine();
  }

  /** Appends code that sets up both ports. */
  void start() {
    asm.out(CONSOLE + FIFO_CONTROL, FIFO_ENABLED);
    asm.out(COMMANDS + FIFO_CONTROL, FIFO_ENABLED);
  }

  /** Appends code that prints a text. */
  void print(Label text) {
    asm.mov(RSI, asm.code().address(text));
    asm.call(textRoutine);
  }

  /** Appends code that prints a variable, as 16 hexadecimal digits. */
  void printVariable(int variable) {
    asm.load(RCX, variable);
    printHex();
  }

  /** Appends code that prints RCX. */
  void printHex() {
    asm.call(hexRoutine);
  }

  void printLineEnd() {
    asm.mov(RAX, '\n');
    asm.call(byteRoutine);
  }

  /** Writes the lowest byte of RAX. A port that is not there is always ready. */
  private void byteRoutine() {
    asm.bind(byteRoutine);
    asm.push(RAX);
    Label busy = asm.here();
    asm.mov(RDX, RBX);
    asm.add(RDX, LINE_STATUS);
    asm.in();
    asm.and(RAX, WRITABLE);
    asm.jump(EQUAL, busy);
    asm.pop(RAX);
    asm.mov(RDX, RBX);
    asm.out();
    asm.ret();
  }

  /** Writes the text at RSI, up to a zero. */
  private void textRoutine() {
    Label end = new Label();
    asm.bind(textRoutine);
    asm.load8(RAX, RSI, 0);
    asm.cmp(RAX, 0);
    asm.jump(EQUAL, end);
    asm.call(byteRoutine);
    asm.add(RSI, 1);
    asm.jump(textRoutine);
    asm.bind(end);
    asm.ret();
  }

  /** Writes RCX. */
  private void hexRoutine() {
    asm.bind(hexRoutine);
    asm.mov(R9, HEX_DIGITS);
    Label next = asm.here();
    asm.rol(RCX, 4);
    asm.mov(RAX, RCX);
    asm.and(RAX, 0xF);
    asm.add(RAX, '0');
    asm.cmp(RAX, '9');
    Label digit = new Label();
    asm.jump(NOT_ABOVE, digit);
    asm.add(RAX, 'a' - '9' - 1);
    asm.bind(digit);
    asm.call(byteRoutine);
    asm.sub(R9, 1);
    asm.jump(NOT_EQUAL, next);
    asm.ret();
  }
}
