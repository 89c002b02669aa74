package org.multihost.migration.qemu.guest.builtin;

import java.util.ArrayList;
import java.util.List;

/** A place in the machine code, which jumps may name before the place is known. */
final class Label {

  private static final int UNBOUND = -1;

  private final List<Integer> uses = new ArrayList<>();
  private int position = UNBOUND;

  /** Records the position of a jump's distance, which has four bytes. */
  void usedAt(int place) {
    uses.add(place);
  }

  void bind(int place) {
    if (position != UNBOUND) {
      throw new IllegalStateException("The label is bound already, to [" + position + "]");
    }
    position = place;
  }

  List<Integer> uses() {
    return uses;
  }

  int position() {
    if (position == UNBOUND) {
      throw new IllegalStateException("A jump leads to a label that is not bound");
    }
    return position;
  }
}
