package org.multihost.migration.internal.scenario.environment;

import static org.multihost.migration.internal.scenario.environment.BoundedStep.ARRIVAL;
import static org.multihost.migration.internal.scenario.environment.BoundedStep.CLEAN_UP;
import static org.multihost.migration.internal.scenario.environment.BoundedStep.DISKS;
import static org.multihost.migration.internal.scenario.environment.BoundedStep.FINISH;
import static org.multihost.migration.internal.scenario.environment.BoundedStep.HAND_OVER;
import static org.multihost.migration.internal.scenario.environment.BoundedStep.LOGIN;
import static org.multihost.migration.internal.scenario.environment.BoundedStep.MIGRATION;
import static org.multihost.migration.internal.scenario.environment.BoundedStep.OWN_CODE;
import static org.multihost.migration.internal.scenario.environment.BoundedStep.START;

import java.time.Duration;
import java.util.List;
import org.multihost.migration.internal.config.Timeouts;

/**
 * A wait of one host for others. Its limit is the sum of the longest steps that the others may
 * still have to do, so that no wait is shorter than these steps. A failure, a lost host, or a host
 * that can never arrive ends each wait at once.
 */
public enum HostWait {
  /** The entry of a class, while another host is still in a class before it. */
  ENTER_CLASS(
      "every host",
      "the next step of a host that is still in another class",
      OWN_CODE,
      MIGRATION,
      OWN_CODE,
      ARRIVAL,
      CLEAN_UP,
      FINISH),
  /** The entry of a test. */
  ENTER_TEST("every host", "all hosts to enter the test", CLEAN_UP, OWN_CODE, FINISH),
  /** The clones of a test's disks. */
  DISKS_OF_TEST("every host", "the first host to clone the disks", DISKS),
  /** The first migration of a test. */
  PREPARE_DISKS("every host", "all hosts to begin migration #1", START, OWN_CODE, DISKS),
  /** The description of the source's VMs. */
  VMS("destination", "the source to begin the migration", CLEAN_UP, OWN_CODE, HAND_OVER),
  /** The end of the phase PREPARE_VM. */
  PREPARE_VM(
      "source, destination",
      "the incoming VMs, and a guest that answers",
      CLEAN_UP,
      OWN_CODE,
      HAND_OVER,
      START,
      LOGIN),
  /** The endpoints of the incoming VMs. */
  ENDPOINTS("source", "the endpoints of the destination", HAND_OVER),
  /** The end of the phase START_WORK. */
  START_WORK("destination", "`startWork`", OWN_CODE, LOGIN),
  /** The end of the phase BEFORE_MIGRATION. */
  BEFORE_MIGRATION("source, destination", "`beforeMigration`", OWN_CODE),
  /** The source's report on the end of the migration. */
  OUTGOING(
      "destination",
      "`migrateOnSource`, the migration, steps of `during`, files sent",
      OWN_CODE,
      MIGRATION,
      OWN_CODE,
      ARRIVAL),
  /** The destination's report on the end of the migration. */
  INCOMING("source", "`migrateOnDestination`, and the guest to run", OWN_CODE, ARRIVAL, FINISH),
  /** The end of the phase MIGRATED. */
  MIGRATED(
      "source, destination",
      "`checkArriving`, `afterMigration`",
      OWN_CODE,
      OWN_CODE,
      ARRIVAL,
      FINISH),
  /** The end of the phase CHECK. */
  CHECK("source, destination", "the checks of both sides", OWN_CODE, LOGIN, FINISH),
  /** The end of a test, before its clean-up. */
  MEET_AFTER_TEST(
      "every host",
      "the rest of the test, `@AfterEach`, and the end of its migrations",
      OWN_CODE,
      CLEAN_UP,
      OWN_CODE,
      CLEAN_UP,
      CLEAN_UP,
      FINISH),
  /** The end of a test's clean-up. */
  FINISH_TEST("every host", "the end of the VMs and disks of the test", CLEAN_UP, FINISH),
  /** Each end of a class: after its tests, after its clean-up, and when JUnit has closed it. */
  FINISH_CLASS("every host", "`@AfterAll`, other extensions", OWN_CODE, CLEAN_UP, FINISH);

  private final String who;
  private final String what;
  private final List<BoundedStep> steps;

  HostWait(String who, String what, BoundedStep... steps) {
    this.who = who;
    this.what = what;
    this.steps = List.of(steps);
  }

  /** Returns the limit of the wait, with slack so that the error of the step itself comes first. */
  public Duration limit(WaitBounds bounds) {
    return steps.stream().map(step -> step.limit(bounds)).reduce(Timeouts.SLACK, Duration::plus);
  }

  /** Returns the limit of a bystander's wait for all phases of a migration. */
  public static Duration wholeMigration(WaitBounds bounds) {
    Duration whole = BoundedStep.CLEAN_UP.limit(bounds);
    for (HostWait each : values()) {
      whole = whole.plus(each.limit(bounds));
    }
    return whole;
  }

  String who() {
    return who;
  }

  public String what() {
    return what;
  }

  public List<BoundedStep> steps() {
    return steps;
  }
}
