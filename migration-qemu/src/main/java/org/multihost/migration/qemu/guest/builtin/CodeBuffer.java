package org.multihost.migration.qemu.guest.builtin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashSet;
import java.util.Set;

/** The bytes of a program under construction, with the places that its jumps name. */
final class CodeBuffer {

  private static final int LONGEST_PROGRAM = 64 * 1024;

  private final int origin;
  private final ByteBuffer bytes =
      ByteBuffer.allocate(LONGEST_PROGRAM).order(ByteOrder.LITTLE_ENDIAN);
  private final Set<Label> targets = new LinkedHashSet<>();

  /**
   * @param origin the address at which the program is loaded
   */
  CodeBuffer(int origin) {
    this.origin = origin;
  }

  /** Returns the program with the distances of all jumps. */
  byte[] assemble() {
    for (Label target : targets) {
      for (int use : target.uses()) {
        bytes.putInt(use, target.position() - (use + Integer.BYTES));
      }
    }
    byte[] all = new byte[bytes.position()];
    bytes.get(0, all);
    return all;
  }

  void raw(int... values) {
    for (int each : values) {
      bytes.put((byte) each);
    }
  }

  void raw32(int value) {
    bytes.putInt(value);
  }

  void raw64(long value) {
    bytes.putLong(value);
  }

  /** Appends a text that ends with a zero. */
  Label text(String text) {
    Label begin = here();
    text.chars().forEach(this::raw);
    raw(0);
    return begin;
  }

  /** Appends zeros up to the next multiple. */
  void align(int boundary) {
    while (bytes.position() % boundary != 0) {
      raw(0);
    }
  }

  /** Appends the distance of a jump, from the end of its instruction to the label. */
  void distance(Label to) {
    targets.add(to);
    to.usedAt(bytes.position());
    raw32(0);
  }

  Label here() {
    Label label = new Label();
    bind(label);
    return label;
  }

  void bind(Label label) {
    label.bind(bytes.position());
  }

  /** Returns the address at which a label's place is loaded; the label must be bound. */
  int address(Label label) {
    return origin + label.position();
  }
}
