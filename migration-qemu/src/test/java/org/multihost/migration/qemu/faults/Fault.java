package org.multihost.migration.qemu.faults;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A fault that a host can meet, and what every host must then say. */
enum Fault {
  /** An assertion of the test's own. */
  ASSERTION(FaultKind.CODE, "AssertionFailedError: the assertion of this cell"),
  /** A checked exception out of a hook, or of the work at the start or the check. */
  EXCEPTION(FaultKind.CODE, "IOException: the exception of this cell"),
  /** Work in the background that fails. */
  BACKGROUND_WORK(FaultKind.CODE, "IOException: the background work of this cell"),
  /** The test takes longer than it may. */
  TEST_TIMEOUT(FaultKind.CODE, "interrupted|timed out"),
  /** A step that takes longer than what is the product's own there may: nothing is wrong. */
  SLOW_STEP(FaultKind.TIME, ""),
  /** The guest's kernel panics. */
  GUEST_PANIC(FaultKind.GUEST, "Kernel panic - not syncing"),
  /** The guest's shell does not answer any more. */
  GUEST_SILENT(FaultKind.GUEST, "did not end within"),
  /** The guest needs its time, and nothing is wrong. */
  GUEST_SLOW(FaultKind.GUEST, ""),
  /** The guest writes, and the place of its disk has no room left. */
  DISK_FULL(FaultKind.GUEST, "No space left on device"),
  /** Another process has the lock of the disk that the host's QEMU needs. */
  DISK_LOCKED(FaultKind.OUTCOME, "Failed to get .*lock"),
  /** The destination's QEMU has all of the guest, and does not let it go on. */
  DESTINATION_STANDS(FaultKind.OUTCOME, "did not resume"),
  /** The source's QEMU lets the guest go on when all of it has been sent. */
  SOURCE_GOES_ON(FaultKind.OUTCOME, "runs twice"),
  /** One host has one invocation of the test more than the others. */
  ONE_MORE_TEST(FaultKind.COUNT, "\\[HOST\\] waits at the start of test"),
  /** The place of the logs has no room left, and nothing else is wrong. */
  LOG_FULL(FaultKind.LOG, ""),
  QEMU_KILLED(FaultKind.QEMU, "exit code \\[137\\]"),
  QEMU_FROZEN(FaultKind.QEMU, "has been stopped"),
  WORKER_KILLED(FaultKind.WORKER, "Host \\[HOST\\].* was lost"),
  WORKER_FROZEN(FaultKind.WORKER, "Host \\[HOST\\].* was lost"),
  /** A host's JVM starts seconds after the others: nothing is wrong. */
  WORKER_LATE(FaultKind.WORKER_START, ""),
  /** A host's JVM does not come as long as the others wait. */
  WORKER_ABSENT(FaultKind.WORKER_START, "worker of host \\[HOST\\] did not connect within"),
  /** The same where persons start the hosts: nothing is wrong. */
  HOST_LATE(FaultKind.HOST_START, ""),
  /** The same where persons start the hosts, and nobody starts it. */
  HOST_ABSENT(
      FaultKind.HOST_START, "\\[HOST\\] did not reach the start of class|found no coordinator at"),
  /** One per host, the JVM of the host that has the coordinator. */
  COORDINATOR_KILLED(FaultKind.COORDINATOR, "Host \\[HOST\\].* was lost"),
  COORDINATOR_FROZEN(FaultKind.COORDINATOR, "Host \\[HOST\\].* was lost"),
  /** A host's cable is pulled. */
  CABLE_CUT(FaultKind.CABLE, "Host \\[HOST\\].* was lost"),
  /** It is pulled, and is back after two seconds: nothing is wrong. */
  CABLE_CUT_AND_HEALED(FaultKind.CABLE, ""),
  CONTROLLER_KILLED(FaultKind.CONTROLLER, ""),
  CONTROLLER_TERMINATED(FaultKind.CONTROLLER, ""),
  /** The terminal's SIGINT to all processes of the build. */
  CTRL_C(FaultKind.CONTROLLER, "");

  /** The process that has the hosts of one machine, instead of one of them. */
  static final String CONTROLLER = "controller";

  private static final Set<Fault> HARMLESS =
      EnumSet.of(SLOW_STEP, GUEST_SLOW, LOG_FULL, WORKER_LATE, HOST_LATE, CABLE_CUT_AND_HEALED);

  private final FaultKind kind;
  private final String cause;

  Fault(FaultKind kind, String cause) {
    this.kind = kind;
    this.cause = cause;
  }

  public FaultKind kind() {
    return kind;
  }

  /**
   * What every host says of it.
   *
   * @param host the one that it meets
   */
  public Pattern cause(String host) {
    return Pattern.compile(cause.replace("HOST", host));
  }

  /** Where a cell of it runs. */
  FaultStage stage() {
    return kind.stage();
  }

  /** Whether the test must fail. */
  public boolean fails() {
    return !HARMLESS.contains(this);
  }

  /** Whether the guest runs at two hosts by it. */
  boolean runsTwice() {
    return this == SOURCE_GOES_ON;
  }

  /** Whether the way of the migration itself is the fault. */
  boolean isOutcome() {
    return kind == FaultKind.OUTCOME;
  }

  /** Whether the hosts have other tests than the usual one. */
  boolean changesTests() {
    return kind == FaultKind.COUNT;
  }

  /** Whether the host itself is gone, and with it what it knew. */
  boolean losesHost() {
    return kind == FaultKind.WORKER || kind == FaultKind.COORDINATOR || this == HOST_ABSENT;
  }

  /** Whether hosts no longer reach each other, so that each side takes the other for lost. */
  boolean partsHosts() {
    return this == CABLE_CUT;
  }

  /** Whether nobody is left who could tell of it: all must be gone. */
  boolean endsRun() {
    return kind == FaultKind.CONTROLLER;
  }

  /** The host whose test code sets it. */
  String setter(FaultPoint point, String host) {
    return switch (kind) {
      case CODE, TIME, LOG, OUTCOME, COUNT, WORKER_START, HOST_START -> host;
      case GUEST -> point.guestHost();
      case QEMU, WORKER, COORDINATOR, CABLE, CONTROLLER -> point.hosts().get(0);
    };
  }

  /** How soon every other host must know, by the project's own goals. */
  Duration goal() {
    return switch (this) {
      case QEMU_FROZEN, WORKER_FROZEN, COORDINATOR_FROZEN, CABLE_CUT -> Duration.ofSeconds(10);
      case WORKER_ABSENT -> CellSettings.JOIN;
      // The coordinator starts first; only then its host waits for the others.
      case HOST_ABSENT -> CellSettings.JOIN.plusSeconds(5);
      default -> Duration.ofSeconds(1);
    };
  }
}
