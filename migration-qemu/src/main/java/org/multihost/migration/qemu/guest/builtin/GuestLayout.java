package org.multihost.migration.qemu.guest.builtin;

/**
 * The places in the guest's physical memory, which it sees at the same addresses. Below 1 MiB is
 * the firmware's.
 */
final class GuestLayout {

  /** The program with its tables; at most 64 KiB. */
  static final int PROGRAM = 0x10_0000;

  /** The variables, of eight bytes each. */
  private static final int VARIABLES = 0x12_0000;

  /** The top of the stack, which grows down. */
  static final int STACK = 0x13_0000;

  /** The page directories of what is above 4 GiB, one page for each GiB. */
  static final int DIRECTORIES = 0x20_0000;

  /** The first page that the guest writes and checks. */
  static final int SWEPT = 0x40_0000;

  static final int PAGE = 4096;

  /** The end of the memory below 4 GiB that it may use, and the one above, 0 if there is none. */
  static final int LOW_END = variable(0);

  static final int HIGH_END = variable(1);

  /** The number of pages from {@link #SWEPT} to {@link #LOW_END}, and of all. */
  static final int LOW_PAGES = variable(2);

  static final int PAGES = variable(3);

  /** The number of ticks of the timer, and of those that the main loop has handled. */
  static final int TICKS = variable(4);

  static final int TICKS_SEEN = variable(5);

  /** The ticks since the main loop's last round. */
  static final int ELAPSED = variable(6);

  /** The number of beats, the last one's time stamp, ticks from beat to beat and to the next. */
  static final int BEATS = variable(7);

  static final int STAMP = variable(8);
  static final int BEAT_EVERY = variable(9);
  static final int BEAT_LEFT = variable(10);

  /** A number that no other guest has. */
  static final int SEED = variable(11);

  /** The number of pages in the sweep, the next one, and the number of the pass over them. */
  static final int SHARE = variable(12);

  static final int NEXT = variable(13);
  static final int PASS = variable(14);

  /** Pages in a second; and what is owed of them, in pages × ticks. */
  static final int RATE = variable(15);

  static final int CREDIT = variable(16);

  /** The numbers of pages written, checked, and found wrong. */
  static final int WRITTEN = variable(17);

  static final int CHECKED = variable(18);
  static final int WRONG = variable(19);

  /** The first wrong word of a page: its address, what it should be, is, and the pass of it. */
  static final int WRONG_ADDRESS = variable(20);

  static final int EXPECTED = variable(21);
  static final int FOUND = variable(22);
  static final int WRONG_PASS = variable(23);

  /** The letter and the number of the command that is being read. */
  static final int LETTER = variable(24);

  static final int NUMBER = variable(25);

  /** The page that a loop over all of them has reached. */
  static final int CURRENT = variable(26);

  static final int VARIABLE_COUNT = 27;

  private GuestLayout() {}

  static int variable(int index) {
    return VARIABLES + index * Long.BYTES;
  }
}
