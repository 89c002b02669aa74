package org.multihost.migration.qemu.guest.builtin;

import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.BELOW;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.EQUAL;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_ABOVE;
import static org.multihost.migration.qemu.guest.builtin.Assembler.Condition.NOT_BELOW;
import static org.multihost.migration.qemu.guest.builtin.Register.RAX;
import static org.multihost.migration.qemu.guest.builtin.Register.RCX;
import static org.multihost.migration.qemu.guest.builtin.Register.RDI;
import static org.multihost.migration.qemu.guest.builtin.Register.RDX;

/**
 * The sweep over the guest's share of pages: each step checks the next page and writes it anew. The
 * pages before the next one are of the present pass, all others of the pass before.
 */
final class SweepRoutines {

  /** The largest number of pages between two looks at the commands. */
  private static final int MOST_AT_ONCE = 2048;

  private final Assembler asm;
  private final MemoryRoutines memory;
  private final Label fillRoutine = new Label();
  private final Label verifyRoutine = new Label();
  private final Label stepRoutine = new Label();

  SweepRoutines(Assembler asm, MemoryRoutines memory) {
    this.asm = asm;
    this.memory = memory;
  }

  /** Appends the routines. */
  void routines() {
    fillRoutine();
    verifyRoutine();
    stepRoutine();
  }

  /** Appends code that writes all pages of the share as pass 0, and begins with pass 1. */
  void fill() {
    asm.call(fillRoutine);
  }

  /** Appends code that checks all pages of the share. */
  void verify() {
    asm.call(verifyRoutine);
  }

  /** Appends code that takes as many steps as are due since the last round. */
  void sweep() {
    Label allowed = new Label();
    Label end = new Label();
    asm.load(RAX, GuestLayout.SHARE);
    asm.cmp(RAX, 0);
    asm.jump(EQUAL, end);
    asm.load(RAX, GuestLayout.RATE);
    asm.load(RCX, GuestLayout.ELAPSED);
    asm.imul(RAX, RCX);
    asm.load(RCX, GuestLayout.CREDIT);
    asm.add(RAX, RCX);
    asm.cmp(RAX, MOST_AT_ONCE * InterruptRoutines.FREQUENCY);
    asm.jump(NOT_ABOVE, allowed);
    asm.mov(RAX, MOST_AT_ONCE * InterruptRoutines.FREQUENCY);
    asm.bind(allowed);
    asm.store(GuestLayout.CREDIT, RAX);
    Label again = asm.here();
    asm.load(RAX, GuestLayout.CREDIT);
    asm.cmp(RAX, InterruptRoutines.FREQUENCY);
    asm.jump(BELOW, end);
    asm.sub(RAX, InterruptRoutines.FREQUENCY);
    asm.store(GuestLayout.CREDIT, RAX);
    asm.call(stepRoutine);
    asm.jump(again);
    asm.bind(end);
  }

  private void stepRoutine() {
    Label within = new Label();
    asm.bind(stepRoutine);
    page(GuestLayout.NEXT);
    asm.load(RCX, GuestLayout.PASS);
    asm.sub(RCX, 1);
    memory.check();
    page(GuestLayout.NEXT);
    asm.load(RCX, GuestLayout.PASS);
    memory.write();
    asm.load(RAX, GuestLayout.NEXT);
    asm.add(RAX, 1);
    asm.load(RCX, GuestLayout.SHARE);
    asm.cmp(RAX, RCX);
    asm.jump(BELOW, within);
    asm.load(RDX, GuestLayout.PASS);
    asm.add(RDX, 1);
    asm.store(GuestLayout.PASS, RDX);
    asm.mov(RAX, 0);
    asm.bind(within);
    asm.store(GuestLayout.NEXT, RAX);
    asm.ret();
  }

  private void fillRoutine() {
    asm.bind(fillRoutine);
    forEachPage(
        () -> {
          page(GuestLayout.CURRENT);
          asm.mov(RCX, 0);
          memory.write();
        });
    asm.mov(RAX, 0);
    asm.store(GuestLayout.NEXT, RAX);
    asm.mov(RAX, 1);
    asm.store(GuestLayout.PASS, RAX);
    asm.ret();
  }

  private void verifyRoutine() {
    asm.bind(verifyRoutine);
    forEachPage(
        () -> {
          Label ofThisPass = new Label();
          page(GuestLayout.CURRENT);
          asm.load(RCX, GuestLayout.PASS);
          asm.load(RAX, GuestLayout.CURRENT);
          asm.load(RDX, GuestLayout.NEXT);
          asm.cmp(RAX, RDX);
          asm.jump(BELOW, ofThisPass);
          asm.sub(RCX, 1);
          asm.bind(ofThisPass);
          memory.check();
        });
    asm.ret();
  }

  private void forEachPage(Runnable body) {
    Label end = new Label();
    asm.mov(RAX, 0);
    asm.store(GuestLayout.CURRENT, RAX);
    Label next = asm.here();
    asm.load(RAX, GuestLayout.CURRENT);
    asm.load(RCX, GuestLayout.SHARE);
    asm.cmp(RAX, RCX);
    asm.jump(NOT_BELOW, end);
    body.run();
    asm.load(RAX, GuestLayout.CURRENT);
    asm.add(RAX, 1);
    asm.store(GuestLayout.CURRENT, RAX);
    asm.jump(next);
    asm.bind(end);
  }

  /** RDI becomes the address of the page whose number is in a variable. */
  private void page(int variable) {
    asm.load(RDI, variable);
    memory.address();
  }
}
