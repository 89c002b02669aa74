package org.multihost.migration.qemu.guest.builtin;

import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.ABOVE;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_ABOVE;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_EQUAL;
import static org.multihost.migration.qemu.guest.builtin.Register.RAX;
import static org.multihost.migration.qemu.guest.builtin.Register.RBX;
import static org.multihost.migration.qemu.guest.builtin.Register.RCX;

import org.multihost.migration.qemu.guest.builtin.InterruptRoutines.InterruptTable;

/**
 * The program of the built-in guest. It writes its share of the memory once; then, 100 times in a
 * second, it beats if it is time, goes on with its sweep and takes commands. Between, it halts.
 */
final class GuestProgram {

  /** The line on the console when the guest takes commands. */
  static final String READY = "MultihostGuest ready";

  /** The pages that are written at the start: a quarter of the memory, and 16 MiB at most. */
  private static final int MOST_AT_START = 4096;

  private static final int BEAT_TICKS = 10;

  private final CodeBuffer code = new CodeBuffer(GuestLayout.PROGRAM);
  private final Assembler asm = new Assembler(code);
  private final SerialRoutines serial = new SerialRoutines(asm);
  private final MemoryRoutines memory = new MemoryRoutines(asm, serial);
  private final SweepRoutines sweep = new SweepRoutines(asm, memory);
  private final CommandRoutines commands = new CommandRoutines(asm, serial, sweep);

  private GuestProgram() {}

  /**
   * A program with the address at which it is entered.
   *
   * @param bytes loaded at {@link GuestLayout#PROGRAM}
   */
  record Image(byte[] bytes, int entry) {}

  /** Assembles the program; each time it is the same. */
  static Image assemble() {
    return new GuestProgram().image();
  }

  private Image image() {
    BootRoutines boot = new BootRoutines(asm);
    boot.tables();
    serial.routines();
    memory.routines();
    sweep.routines();
    commands.routines();
    InterruptRoutines interrupts = new InterruptRoutines(asm, serial);
    InterruptTable table = interrupts.table();
    Label noMemory = code.text("Kernel panic - not syncing: too little memory\n");
    Label ready = code.text(READY + "\n");
    Label beat = code.text("beat ");
    Label space = code.text(" ");
    Label entry = boot.entry(table);
    start(boot, interrupts, noMemory, ready);
    loop(beat, space);
    return new Image(code.assemble(), code.address(entry));
  }

  private void start(BootRoutines boot, InterruptRoutines interrupts, Label noMemory, Label ready) {
    Label none = new Label();
    Label some = new Label();
    clearVariables();
    RamRoutines ram = new RamRoutines(asm);
    ram.find(none);
    asm.jump(some);
    asm.bind(none);
    asm.mov(RBX, SerialRoutines.CONSOLE);
    serial.print(noMemory);
    code.raw(0xFA, 0xF4, 0xEB, 0xFD); // cli; halt for ever
    asm.bind(some);
    ram.mapHigh(boot.pointers());
    asm.timeStamp();
    asm.store(GuestLayout.SEED, RAX);
    asm.mov(RAX, BEAT_TICKS);
    asm.store(GuestLayout.BEAT_EVERY, RAX);
    firstShare();
    serial.start();
    interrupts.start();
    asm.mov(RBX, SerialRoutines.CONSOLE);
    serial.print(ready);
  }

  /** After a reset, the memory still has the values from before. */
  private void clearVariables() {
    asm.mov(RAX, 0);
    for (int index = 0; index < GuestLayout.VARIABLE_COUNT; index++) {
      asm.store(GuestLayout.variable(index), RAX);
    }
  }

  private void firstShare() {
    Label possible = new Label();
    asm.load(RAX, GuestLayout.PAGES);
    asm.shr(RAX, 2);
    asm.cmp(RAX, MOST_AT_START);
    asm.jump(NOT_ABOVE, possible);
    asm.mov(RAX, MOST_AT_START);
    asm.bind(possible);
    asm.store(GuestLayout.SHARE, RAX);
    sweep.fill();
  }

  private void loop(Label beat, Label space) {
    Label work = new Label();
    Label loop = asm.here();
    asm.disableInterrupts();
    asm.load(RAX, GuestLayout.TICKS);
    asm.load(RCX, GuestLayout.TICKS_SEEN);
    asm.cmp(RAX, RCX);
    asm.jump(NOT_EQUAL, work);
    asm.haltUntilInterrupt();
    asm.jump(loop);
    asm.bind(work);
    asm.enableInterrupts();
    asm.store(GuestLayout.TICKS_SEEN, RAX);
    asm.sub(RAX, RCX);
    asm.store(GuestLayout.ELAPSED, RAX);
    beat(beat, space);
    sweep.sweep();
    commands.take();
    asm.jump(loop);
  }

  private void beat(Label beat, Label space) {
    Label later = new Label();
    Label end = new Label();
    asm.load(RAX, GuestLayout.BEAT_LEFT);
    asm.load(RCX, GuestLayout.ELAPSED);
    asm.cmp(RAX, RCX);
    asm.jump(ABOVE, later);
    asm.load(RAX, GuestLayout.BEAT_EVERY);
    asm.store(GuestLayout.BEAT_LEFT, RAX);
    asm.load(RAX, GuestLayout.BEATS);
    asm.add(RAX, 1);
    asm.store(GuestLayout.BEATS, RAX);
    asm.timeStamp();
    asm.store(GuestLayout.STAMP, RAX);
    asm.mov(RBX, SerialRoutines.CONSOLE);
    serial.print(beat);
    serial.printVariable(GuestLayout.BEATS);
    serial.print(space);
    serial.printVariable(GuestLayout.STAMP);
    serial.printLineEnd();
    asm.jump(end);
    asm.bind(later);
    asm.sub(RAX, RCX);
    asm.store(GuestLayout.BEAT_LEFT, RAX);
    asm.bind(end);
  }
}
