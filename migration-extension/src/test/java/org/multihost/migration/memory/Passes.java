package org.multihost.migration.memory;

import java.time.Duration;

/** The passes of a migration over the memory of its guest. Not safe for use by several threads. */
final class Passes {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final long total;
  private final long used;
  private long iteration;
  private long transferred;
  private long remaining;
  private Duration passTime = Duration.ZERO;

  Passes(long total, long used) {
    this.total = total;
    this.used = Math.min(total, used);
  }

  /** Begins a pass over so much of the memory. */
  void begin(long bytes) {
    iteration++;
    remaining = bytes;
    passTime = Duration.ZERO;
  }

  /** Sends for that long. */
  void send(Duration time, long bandwidth) {
    long bytes = Math.min(remaining, Math.round((double) bandwidth * time.toNanos() / SECOND));
    transferred += bytes;
    remaining -= bytes;
    passTime = passTime.plus(time);
  }

  /** How long the rest of this pass takes. */
  Duration left(long bandwidth) {
    return time(remaining, bandwidth);
  }

  static Duration time(long bytes, long bandwidth) {
    return Duration.ofNanos((long) Math.ceil((double) bytes * SECOND / bandwidth));
  }

  /** The memory that the guest has written meanwhile, which is all to be sent again. */
  long dirtied(long rate) {
    return Math.min(used, Math.round((double) rate * passTime.toNanos() / SECOND));
  }

  boolean isOver() {
    return remaining == 0;
  }

  long used() {
    return used;
  }

  long total() {
    return total;
  }

  long iteration() {
    return iteration;
  }

  long transferred() {
    return transferred;
  }

  long remaining() {
    return remaining;
  }
}
