package org.multihost.migration.qemu.doctor;

import java.util.Locale;
import java.util.Optional;

/**
 * The result of one check.
 *
 * @param name of the thing that was checked
 * @param detail the thing that was found, or the reason why it is not there; may have several lines
 * @param use the things that it makes possible
 * @param remedy how to get it, unless the detail says so
 */
record Finding(String name, State state, String detail, String use, Optional<String> remedy) {

  /** The state of a thing on this host. */
  enum State {
    OK,
    /** There, but not all that uses it works well. */
    LIMITED,
    /** Not there; the first test runs without it. */
    MISSING,
    /** Not there, and the first test cannot run without it. */
    NEEDED;

    /** Returns the word for people; that of the state to act on stands out. */
    String word() {
      return this == NEEDED ? name() : name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String name, String detail, String use) {
    return new Finding(name, State.OK, detail, use, Optional.empty());
  }

  /** Returns the finding of a thing that is not there or has limits. */
  static Finding of(String name, State state, String detail, String use, String remedy) {
    return new Finding(name, state, detail, use, Optional.of(remedy));
  }

  /** Returns the finding of a thing that is not there; the reason contains the remedy. */
  static Finding without(String name, State state, String reason, String use) {
    return new Finding(name, state, reason, use, Optional.empty());
  }
}
