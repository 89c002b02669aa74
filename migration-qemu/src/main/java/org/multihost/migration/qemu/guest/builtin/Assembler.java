package org.multihost.migration.qemu.guest.builtin;

/**
 * An assembler of the few instructions of x86-64 that the built-in guest needs. Each method appends
 * one instruction with operands of 64 bits, unless its name says otherwise. The encodings are those
 * of the Intel 64 manual, volume 2. An address in memory is absolute and below 2 GiB.
 */
final class Assembler {

  /** The operations of two operands, by the number that distinguishes them in the opcode. */
  private enum Operation {
    ADD(0),
    OR(1),
    AND(4),
    SUB(5),
    XOR(6),
    CMP(7);

    private final int number;

    Operation(int number) {
      this.number = number;
    }
  }

  /** The conditions of a jump, by the number in the opcode; the comparisons are unsigned. */
  enum Condition {
    BELOW(2),
    NOT_BELOW(3),
    EQUAL(4),
    NOT_EQUAL(5),
    NOT_ABOVE(6),
    ABOVE(7);

    private final int number;

    Condition(int number) {
      this.number = number;
    }
  }

  private static final int ABSOLUTE = 0x25; // the SIB byte for an address without a register

  private final CodeBuffer code;

  Assembler(CodeBuffer code) {
    this.code = code;
  }

  /** Returns the buffer, for data and for instructions that are needed only once. */
  CodeBuffer code() {
    return code;
  }

  void bind(Label label) {
    code.bind(label);
  }

  Label here() {
    return code.here();
  }

  void mov(Register to, long value) {
    if (value >>> 32 == 0) {
      rex32(0, to);
      code.raw(0xB8 + to.low());
      code.raw32((int) value);
    } else {
      code.raw(0x48 | to.high(), 0xB8 + to.low());
      code.raw64(value);
    }
  }

  void mov(Register to, Register from) {
    pair(0x89, from, to);
  }

  /** Loads from an address in a register, plus an offset. */
  void load(Register to, Register base, int offset) {
    rex(to, base);
    code.raw(0x8B);
    memory(to, base, offset);
  }

  /** Loads 32 bits and clears the upper half of the register. */
  void load32(Register to, Register base, int offset) {
    rex32(to.high(), base);
    code.raw(0x8B);
    memory(to, base, offset);
  }

  /** Loads a byte and clears the rest of the register. */
  void load8(Register to, Register base, int offset) {
    rex(to, base);
    code.raw(0x0F, 0xB6);
    memory(to, base, offset);
  }

  void store(Register base, int offset, Register from) {
    rex(from, base);
    code.raw(0x89);
    memory(from, base, offset);
  }

  void load(Register to, int address) {
    code.raw(0x48 | to.high() << 2, 0x8B, to.low() << 3 | 4, ABSOLUTE);
    code.raw32(address);
  }

  void store(int address, Register from) {
    code.raw(0x48 | from.high() << 2, 0x89, from.low() << 3 | 4, ABSOLUTE);
    code.raw32(address);
  }

  void add(Register to, Register from) {
    operate(Operation.ADD, to, from);
  }

  void add(Register to, int value) {
    operate(Operation.ADD, to, value);
  }

  void sub(Register to, Register from) {
    operate(Operation.SUB, to, from);
  }

  void sub(Register to, int value) {
    operate(Operation.SUB, to, value);
  }

  void and(Register to, int value) {
    operate(Operation.AND, to, value);
  }

  void or(Register to, Register from) {
    operate(Operation.OR, to, from);
  }

  void or(Register to, int value) {
    operate(Operation.OR, to, value);
  }

  void xor(Register to, Register from) {
    operate(Operation.XOR, to, from);
  }

  void cmp(Register one, Register other) {
    operate(Operation.CMP, one, other);
  }

  void cmp(Register one, int value) {
    operate(Operation.CMP, one, value);
  }

  /** Multiplies; the lower 64 bits remain. */
  void imul(Register to, Register by) {
    rex(to, by);
    code.raw(0x0F, 0xAF, 0xC0 | to.low() << 3 | by.low());
  }

  void shl(Register to, int bits) {
    shift(4, to, bits);
  }

  void shr(Register to, int bits) {
    shift(5, to, bits);
  }

  void rol(Register to, int bits) {
    shift(0, to, bits);
  }

  void push(Register from) {
    rex32(0, from);
    code.raw(0x50 + from.low());
  }

  void pop(Register to) {
    rex32(0, to);
    code.raw(0x58 + to.low());
  }

  /** Reads a byte of the port in RDX into the lowest byte of RAX. */
  void in() {
    code.raw(0xEC);
  }

  /** Writes the lowest byte of RAX to the port in RDX. */
  void out() {
    code.raw(0xEE);
  }

  /** Writes a byte to a port; changes RAX and RDX. */
  void out(int port, int value) {
    mov(Register.RDX, port);
    mov(Register.RAX, value);
    out();
  }

  void jump(Label to) {
    code.raw(0xE9);
    code.distance(to);
  }

  void jump(Condition condition, Label to) {
    code.raw(0x0F, 0x80 + condition.number);
    code.distance(to);
  }

  void call(Label routine) {
    code.raw(0xE8);
    code.distance(routine);
  }

  void ret() {
    code.raw(0xC3);
  }

  void haltUntilInterrupt() {
    code.raw(0xFB, 0xF4); // sti; hlt: no interrupt comes between the two
  }

  void disableInterrupts() {
    code.raw(0xFA);
  }

  void enableInterrupts() {
    code.raw(0xFB);
  }

  /** Reads the time stamp counter into RAX; changes RDX. */
  void timeStamp() {
    code.raw(0x0F, 0x31);
    shl(Register.RDX, 32);
    or(Register.RAX, Register.RDX);
  }

  private void operate(Operation operation, Register to, Register from) {
    pair(operation.number << 3 | 1, from, to);
  }

  private void operate(Operation operation, Register to, int value) {
    code.raw(0x48 | to.high(), 0x81, 0xC0 | operation.number << 3 | to.low());
    code.raw32(value);
  }

  private void pair(int opcode, Register register, Register operand) {
    rex(register, operand);
    code.raw(opcode, 0xC0 | register.low() << 3 | operand.low());
  }

  private void shift(int kind, Register to, int bits) {
    code.raw(0x48 | to.high(), 0xC1, 0xC0 | kind << 3 | to.low(), bits);
  }

  private void rex(Register register, Register operand) {
    code.raw(0x48 | register.high() << 2 | operand.high());
  }

  private void rex32(int registerHigh, Register operand) {
    if (registerHigh + operand.high() > 0) {
      code.raw(0x40 | registerHigh << 2 | operand.high());
    }
  }

  private void memory(Register register, Register base, int offset) {
    code.raw(0x80 | register.low() << 3 | base.low());
    if (base.low() == Register.RSP.low()) {
      code.raw(0x24);
    }
    code.raw32(offset);
  }
}
