package org.multihost.migration.qemu.faults;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can go wrong, where, and what every host must then say. */
enum Fault {
  /** An assertion of the test's own. */
  ASSERTION(Kind.CODE, "AssertionFailedError: the assertion of this cell"),
  /** A checked exception out of a hook, or of the work at the start or the check. */
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
  /** The guest writes, and the place of its disk has no room left. */
  DISK_FULL(Kind.GUEST, "No space left on device"),
  /** The destination's QEMU has all of the guest, and does not let it go on. */
  DESTINATION_STANDS(Kind.OUTCOME, "did not go on"),
  /** The source's QEMU lets the guest go on when all of it has been sent. */
  SOURCE_GOES_ON(Kind.OUTCOME, "runs twice"),
  /** One host has one invocation of the test more than the others. */
  ONE_MORE_TEST(Kind.COUNT, "\\[HOST\\] waits at the start of test"),
  /** The place of the logs has no room left, and nothing else is wrong. */
  LOG_FULL(Kind.LOG, ""),
  QEMU_KILLED(Kind.QEMU, "exit code \\[137\\]"),
  QEMU_FROZEN(Kind.QEMU, "has been stopped"),
  WORKER_KILLED(Kind.WORKER, "Host \\[HOST\\].* was lost"),
  WORKER_FROZEN(Kind.WORKER, "Host \\[HOST\\].* was lost"),
  /** One per host, the JVM of the host that has the coordinator. */
  COORDINATOR_KILLED(Kind.COORDINATOR, "Host \\[HOST\\].* was lost"),
  COORDINATOR_FROZEN(Kind.COORDINATOR, "Host \\[HOST\\].* was lost"),
  /** A host's cable is pulled. */
  CABLE_CUT(Kind.CABLE, "Host \\[HOST\\].* was lost"),
  /** It is pulled, and is back after two seconds: nothing is wrong. */
  CABLE_CUT_AND_HEALED(Kind.CABLE, ""),
  CONTROLLER_KILLED(Kind.CONTROLLER, ""),
  CONTROLLER_TERMINATED(Kind.CONTROLLER, ""),
  /** The terminal's SIGINT to all processes of the build. */
  CTRL_C(Kind.CONTROLLER, "");

  private enum Kind {
    CODE(FaultStage.RUN),
    GUEST(FaultStage.RUN),
    OUTCOME(FaultStage.RUN),
    COUNT(FaultStage.RUN),
    LOG(FaultStage.SMALL_LOG),
    QEMU(FaultStage.RUN),
    WORKER(FaultStage.RUN),
    COORDINATOR(FaultStage.APART),
    CABLE(FaultStage.APART),
    CONTROLLER(FaultStage.CONTROLLER);

    private final FaultStage stage;

    Kind(FaultStage stage) {
      this.stage = stage;
    }
  }

  /** The process that has the hosts of one machine, instead of one of them. */
  static final String CONTROLLER = "controller";

  private final Kind kind;
  private final String cause;

  Fault(Kind kind, String cause) {
    this.kind = kind;
    this.cause = cause;
  }

  /**
   * What every host says of it.
   *
   * @param host the one that it meets
   */
  Pattern cause(String host) {
    return Pattern.compile(cause.replace("HOST", host));
  }

  /** Where a cell of it runs. */
  FaultStage stage() {
    return kind.stage;
  }

  /** Whether the test must fail. */
  boolean fails() {
    return this != GUEST_SLOW && this != LOG_FULL && this != CABLE_CUT_AND_HEALED;
  }

  /** Whether the guest runs at two hosts by it. */
  boolean runsTwice() {
    return this == SOURCE_GOES_ON;
  }

  /** Whether the way of the migration itself is the fault. */
  boolean isOutcome() {
    return kind == Kind.OUTCOME;
  }

  /** Whether the hosts have other tests than the usual one. */
  boolean changesTests() {
    return kind == Kind.COUNT;
  }

  /** Whether the host itself is gone, and with it what it knew. */
  boolean losesHost() {
    return kind == Kind.WORKER || kind == Kind.COORDINATOR;
  }

  /** Whether hosts no longer reach each other, so that each side takes the other for lost. */
  boolean partsHosts() {
    return this == CABLE_CUT;
  }

  /** Whether nobody is left who could tell of it: all must be gone. */
  boolean endsRun() {
    return kind == Kind.CONTROLLER;
  }

  /** The host whose test code sets it. */
  String setter(FaultPoint point, String host) {
    return switch (kind) {
      case CODE, LOG, OUTCOME, COUNT -> host;
      case GUEST -> point.guestHost();
      case QEMU, WORKER, COORDINATOR, CABLE, CONTROLLER -> point.hosts().get(0);
    };
  }

  /** How soon every other host must know, by the project's own goals. */
  Duration goal() {
    return switch (this) {
      case QEMU_FROZEN, WORKER_FROZEN, COORDINATOR_FROZEN, CABLE_CUT -> Duration.ofSeconds(10);
      default -> Duration.ofSeconds(1);
    };
  }

  /** The hosts that it can meet at that point. */
  Stream<String> hosts(FaultPoint point) {
    if (point.isExtension() && this != ASSERTION && this != EXCEPTION && kind != Kind.COUNT) {
      return Stream.of();
    }
    return switch (kind) {
      case CODE -> canCodeFail(point) ? point.hosts().stream() : Stream.of();
      case OUTCOME ->
          at(point == FaultPoint.MIGRATE, this == SOURCE_GOES_ON ? "source" : "destination");
      case COUNT -> at(point == FaultPoint.BEFORE_TEST, "source", "destination", "witness");
      case GUEST -> at(canGuestFail(point), point.guestHost());
      case QEMU -> qemuHosts(point);
      case WORKER -> CellResult.HOSTS.stream();
      case LOG -> goesOn(point, point.hosts());
      case CABLE -> goesOn(point, CellResult.HOSTS);
      case COORDINATOR -> goesOn(point, CellResult.HOSTS.subList(0, 1));
      case CONTROLLER -> goesOn(point, List.of(CONTROLLER));
    };
  }

  private static Stream<String> at(boolean possible, String... hosts) {
    return possible ? Stream.of(hosts) : Stream.of();
  }

  /** Not also after the migration or in postcopy, where its cells would say nothing more. */
  private static Stream<String> goesOn(FaultPoint point, List<String> hosts) {
    boolean more = point.isAfterMigration() || point == FaultPoint.POSTCOPY;
    return more ? Stream.of() : hosts.stream();
  }

  /** Background work belongs to a step; the time of the test method is over after it. */
  private boolean canCodeFail(FaultPoint point) {
    return switch (this) {
      case BACKGROUND_WORK -> point.isInStep();
      case TEST_TIMEOUT -> point != FaultPoint.AFTER_EACH;
      default -> true;
    };
  }

  private boolean canGuestFail(FaultPoint point) {
    return switch (point) {
      case START_WORK, BEFORE_MIGRATION, CHECK, CHECK_WORK -> true;
      case OTHERS_WAIT, LAST_LINES, AFTER_EACH -> this == GUEST_PANIC;
      default -> false;
    };
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
