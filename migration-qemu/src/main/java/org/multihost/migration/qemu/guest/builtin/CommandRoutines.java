package org.multihost.migration.qemu.guest.builtin;

import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.ABOVE;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.BELOW;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.EQUAL;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_ABOVE;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_EQUAL;
import static org.multihost.migration.qemu.guest.builtin.Register.R8;
import static org.multihost.migration.qemu.guest.builtin.Register.RAX;
import static org.multihost.migration.qemu.guest.builtin.Register.RBX;
import static org.multihost.migration.qemu.guest.builtin.Register.RCX;
import static org.multihost.migration.qemu.guest.builtin.Register.RDX;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The commands on the second serial port: a letter, a decimal number and a line end. Each is
 * answered with a line, the report.
 */
final class CommandRoutines {

  /** The variables of a report, by their names in it. */
  static final Map<String, Integer> REPORT = report();

  private static final int PORT_IS_ABSENT = 0xFF;

  private final Assembler asm;
  private final SerialRoutines serial;
  private final SweepRoutines sweep;
  private final Map<String, Label> texts = new LinkedHashMap<>();
  private final Label lineRoutine = new Label();

  CommandRoutines(Assembler asm, SerialRoutines serial, SweepRoutines sweep) {
    this.asm = asm;
    this.serial = serial;
    this.sweep = sweep;
  }

  private static Map<String, Integer> report() {
    Map<String, Integer> fields = new LinkedHashMap<>();
    fields.put("pages", GuestLayout.PAGES);
    fields.put("share", GuestLayout.SHARE);
    fields.put("pass", GuestLayout.PASS);
    fields.put("next", GuestLayout.NEXT);
    fields.put("written", GuestLayout.WRITTEN);
    fields.put("checked", GuestLayout.CHECKED);
    fields.put("wrong", GuestLayout.WRONG);
    fields.put("beats", GuestLayout.BEATS);
    fields.put("seed", GuestLayout.SEED);
    return fields;
  }

  /** Appends the routine that executes a command, and its texts. */
  void routines() {
    REPORT.keySet().forEach(name -> texts.put(name, asm.code().text(" " + name + "=")));
    Label heading = asm.code().text("report");
    asm.bind(lineRoutine);
    asm.load(RAX, GuestLayout.LETTER);
    asm.load(RCX, GuestLayout.NUMBER);
    command('r', () -> asm.store(GuestLayout.RATE, RCX));
    command('b', () -> asm.store(GuestLayout.BEAT_EVERY, RCX));
    command('s', this::share);
    command('v', sweep::verify);
    asm.mov(RBX, SerialRoutines.COMMANDS);
    serial.print(heading);
    REPORT.forEach(
        (name, variable) -> {
          serial.print(Objects.requireNonNull(texts.get(name)));
          serial.printVariable(variable);
        });
    serial.printLineEnd();
    asm.mov(RAX, 0);
    asm.store(GuestLayout.LETTER, RAX);
    asm.ret();
  }

  /** A routine that the body calls may change RAX and RCX: no other letter is equal to it. */
  private void command(char letter, Runnable body) {
    Label other = new Label();
    asm.load(RAX, GuestLayout.LETTER);
    asm.cmp(RAX, letter);
    asm.jump(NOT_EQUAL, other);
    body.run();
    asm.bind(other);
  }

  private void share() {
    Label possible = new Label();
    asm.load(RAX, GuestLayout.PAGES);
    asm.cmp(RCX, RAX);
    asm.jump(NOT_ABOVE, possible);
    asm.mov(RCX, RAX);
    asm.bind(possible);
    asm.store(GuestLayout.SHARE, RCX);
    sweep.fill();
  }

  /** Appends code that reads what has arrived, and executes each command that is complete. */
  void take() {
    Label end = new Label();
    Label execute = new Label();
    Label next = asm.here();
    asm.mov(RDX, SerialRoutines.COMMANDS + SerialRoutines.LINE_STATUS);
    asm.mov(RAX, 0);
    asm.in();
    asm.cmp(RAX, PORT_IS_ABSENT);
    asm.jump(EQUAL, end);
    asm.and(RAX, SerialRoutines.DATA_READY);
    asm.jump(EQUAL, end);
    asm.mov(RDX, SerialRoutines.COMMANDS);
    asm.in();
    asm.cmp(RAX, '\n');
    asm.jump(EQUAL, execute);
    character(next);
    asm.bind(execute);
    asm.call(lineRoutine);
    asm.jump(next);
    asm.bind(end);
  }

  /** Anything but a digit begins a command. */
  private void character(Label next) {
    Label letter = new Label();
    asm.cmp(RAX, '0');
    asm.jump(BELOW, letter);
    asm.cmp(RAX, '9');
    asm.jump(ABOVE, letter);
    asm.sub(RAX, '0');
    asm.load(RCX, GuestLayout.NUMBER);
    asm.mov(R8, 10);
    asm.imul(RCX, R8);
    asm.add(RCX, RAX);
    asm.store(GuestLayout.NUMBER, RCX);
    asm.jump(next);
    asm.bind(letter);
    asm.store(GuestLayout.LETTER, RAX);
    asm.mov(RAX, 0);
    asm.store(GuestLayout.NUMBER, RAX);
    asm.jump(next);
  }
}
