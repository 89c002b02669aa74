package org.multihost.migration.qemu.guest.builtin;

import static org.multihost.migration.qemu.guest.builtin.Register.RAX;
import static org.multihost.migration.qemu.guest.builtin.Register.RCX;
import static org.multihost.migration.qemu.guest.builtin.Register.RDX;

/**
 * The guest's interrupts: the timer's, 100 in a second, and the exceptions of the processor, each
 * of which is an error of the program or damage of its memory, and ends the guest with a message.
 */
final class InterruptRoutines {

  /** Ticks in a second. */
  static final int FREQUENCY = 100;

  private static final int TIMER_INPUT = 1_193_182;
  private static final int EXCEPTIONS = 32;
  private static final int GATES = EXCEPTIONS + 1;
  private static final int CODE_SEGMENT = 0x08;
  private static final int INTERRUPT_GATE = 0x8E;
  private static final long LOCAL_APIC = 0xFEE0_0000L;

  private final Assembler asm;
  private final CodeBuffer code;
  private final SerialRoutines serial;

  /**
   * @param pointer the address of the operand of {@code lidt}
   */
  record InterruptTable(int pointer) {}

  InterruptRoutines(Assembler asm, SerialRoutines serial) {
    this.asm = asm;
    this.code = asm.code();
    this.serial = serial;
  }

  /** Appends the handlers and the table of them. */
  InterruptTable table() {
    int tick = code.address(tick());
    int exception = code.address(exception());
    code.align(Long.BYTES);
    int table = code.address(code.here());
    for (int gate = 0; gate < EXCEPTIONS; gate++) {
      gate(exception);
    }
    gate(tick);
    InterruptTable pointer = new InterruptTable(code.address(code.here()));
    int limit = GATES * 16 - 1;
    code.raw(limit, limit >> 8);
    code.raw64(table);
    return pointer;
  }

  private void gate(int handler) {
    code.raw(handler, handler >> 8, CODE_SEGMENT, 0, 0, INTERRUPT_GATE);
    code.raw(handler >> 16, handler >> 24);
    code.raw64(0);
  }

  private Label tick() {
    Label tick = asm.here();
    asm.push(RAX);
    asm.push(RDX);
    asm.load(RAX, GuestLayout.TICKS);
    asm.add(RAX, 1);
    asm.store(GuestLayout.TICKS, RAX);
    asm.out(0x20, 0x20); // the end of the interrupt, to its controller
    asm.pop(RDX);
    asm.pop(RAX);
    code.raw(0x48, 0xCF); // iretq
    return tick;
  }

  /** The processor has pushed an error code, with some exceptions, and the place. */
  private Label exception() {
    Label message = code.text("\nKernel panic - not syncing: exception in the built-in guest at ");
    Label or = code.text(" or ");
    Label exception = asm.here();
    asm.mov(Register.RBX, SerialRoutines.CONSOLE);
    serial.print(message);
    asm.pop(RCX);
    serial.printHex();
    serial.print(or);
    asm.pop(RCX);
    serial.printHex();
    serial.printLineEnd();
    code.raw(0xFA, 0xF4, 0xEB, 0xFD); // cli; halt for ever
    return exception;
  }

  /**
   * Appends code that lets the timer interrupt the program: both interrupt controllers are set up,
   * with everything but the timer masked.
   */
  void start() {
    int[][] controllers = {
      {0x20, 0x11}, {0x21, EXCEPTIONS}, {0x21, 0x04}, {0x21, 0x01},
      {0xA0, 0x11}, {0xA1, EXCEPTIONS + 8}, {0xA1, 0x02}, {0xA1, 0x01},
      {0x21, 0xFE}, {0xA1, 0xFF},
    };
    for (int[] write : controllers) {
      asm.out(write[0], write[1]);
    }
    // The local APIC passes the interrupts of the controllers on, also after a firmware that leaves
    // it disabled: the spurious vector with "enabled", and LINT0 as ExtINT.
    asm.mov(RDX, LOCAL_APIC);
    asm.mov(RAX, 0x1FF);
    code.raw(0x89, 0x82); // mov [rdx + 0xF0], eax
    code.raw32(0xF0);
    asm.mov(RAX, 0x700);
    code.raw(0x89, 0x82); // mov [rdx + 0x350], eax
    code.raw32(0x350);
    int divisor = TIMER_INPUT / FREQUENCY;
    asm.out(0x43, 0x34); // channel 0, both bytes, periodic
    asm.out(0x40, divisor & 0xFF);
    asm.out(0x40, divisor >> 8);
  }
}
