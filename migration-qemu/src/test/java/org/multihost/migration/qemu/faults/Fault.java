package org.multihost.migration.qemu.faults;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can go wrong, where, and what every host must then say. */
enum Fault {
  /** An assertion of the test's own. */
  ASSERTION(Kind.CODE, "AssertionFailedError: the assertion of this cell"),
  /** A checked exception out of a hook. */
  EXCEPTION(Kind.CODE, "IOException: the exception of this cell"),
  /** Work in the background that fails. */
  BACKGROUND_WORK(Kind.CODE, "IOException: the background work of this cell"),
  /** The test takes longer than it may. */
  TEST_TIMEOUT(Kind.CODE, "interrupted|timed out after"),
  /** The guest's kernel panics. */
  GUEST_PANIC(Kind.GUEST, "Kernel panic - not syncing"),
  /** The guest's shell does not answer any more. */
  GUEST_SILENT(Kind.GUEST, "did not end within"),
  /** The guest needs its time, and nothing is wrong. */
  GUEST_SLOW(Kind.GUEST, ""),
  QEMU_KILLED(Kind.QEMU, "exit code \\[137\\]"),
  QEMU_FROZEN(Kind.QEMU, "has been stopped"),
  WORKER_KILLED(Kind.WORKER, "was lost"),
  WORKER_FROZEN(Kind.WORKER, "was lost");

  private enum Kind {
    CODE,
    GUEST,
    QEMU,
    WORKER
  }

  private static final List<String> ALL_HOSTS = List.of("source", "destination", "witness");

  private final Kind kind;
  private final Pattern cause;

  Fault(Kind kind, String cause) {
    this.kind = kind;
    this.cause = Pattern.compile(cause);
  }

  /** What every host says of it. */
  Pattern cause() {
    return cause;
  }

  /** Whether the test must fail. */
  boolean fails() {
    return this != GUEST_SLOW;
  }

  /** Whether the host itself is gone, and with it what it knew. */
  boolean losesHost() {
    return kind == Kind.WORKER;
  }

  /** The host whose test code sets it; the source has a step at every point. */
  String setter(FaultPoint point, String host) {
    return switch (kind) {
      case CODE -> host;
      case GUEST -> point.guestHost();
      case QEMU, WORKER -> "source";
    };
  }

  /** How soon every other host must know, by the project's own goals. */
  Duration goal() {
    return this == QEMU_FROZEN || this == WORKER_FROZEN
        ? Duration.ofSeconds(10)
        : Duration.ofSeconds(1);
  }

  /** The hosts that it can meet at that point. */
  Stream<String> hosts(FaultPoint point) {
    return switch (kind) {
      case CODE -> codeHosts(point);
      case GUEST -> guestHosts(point);
      case QEMU -> qemuHosts(point);
      case WORKER -> ALL_HOSTS.stream();
    };
  }

  private Stream<String> codeHosts(FaultPoint point) {
    // Background work belongs to a step; the master's hook has none, and at the end it is too late.
    boolean possible =
        this != BACKGROUND_WORK
            || point != FaultPoint.PREPARE_DISKS && point != FaultPoint.FINISHED;
    return possible ? point.hosts().stream() : Stream.of();
  }

  private static Stream<String> guestHosts(FaultPoint point) {
    boolean guestAnswers =
        point == FaultPoint.START_WORK
            || point == FaultPoint.BEFORE_MIGRATION
            || point == FaultPoint.CHECK;
    return guestAnswers ? Stream.of(point.guestHost()) : Stream.of();
  }

  /** After the end of a migration the source's QEMU is nobody's machine; in the end no one is. */
  private static Stream<String> qemuHosts(FaultPoint point) {
    if (point == FaultPoint.FINISHED) {
      return Stream.of();
    }
    if (point.compareTo(FaultPoint.MIGRATED) >= 0) {
      return Stream.of("destination");
    }
    return point.hasIncoming() ? Stream.of("source", "destination") : Stream.of("source");
  }
}
