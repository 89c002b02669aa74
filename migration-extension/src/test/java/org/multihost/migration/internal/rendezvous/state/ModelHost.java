package org.multihost.migration.internal.rendezvous.state;

import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.state.Barrier.Kind;

/**
 * A host of an {@link Exploration}: where it is in its program, and how its class looks to it.
 *
 * @param session counts the processes that were this host
 * @param at what it does next, or where it waits
 * @param run counts its runs of the class
 * @param test the number of the test that it is in, or comes to next
 * @param type the id of the class's scope
 * @param scope the id of the test's scope
 * @param step how many steps with values of the test's it has taken
 * @param awaits what it waits for
 * @param absence the doubt in which it has looked for the value and not found it, to be told; or 0
 * @param lane what its background thread waits for
 * @param red whether it has thrown a failure in this run of the class
 * @param apart whether it took no part in this run, for it skipped or was lost
 */
record ModelHost(
    String name,
    int session,
    At at,
    int run,
    int test,
    String type,
    String scope,
    int step,
    @Nullable Wait awaits,
    long absence,
    @Nullable Wait lane,
    boolean red,
    boolean apart) {

  /** A place in a host's program. */
  enum At {
    OUTSIDE,
    CLASS,
    ENTERING_CLASS,
    NEXT_TEST,
    ENTERING_TEST,
    IN_TEST,
    BESIDE_LANE,
    AT_BARRIER,
    AFTER_LOOKING,
    AT_VALUE,
    FAILED_IN_METHOD,
    EXCUSED,
    END_OF_TEST,
    FINISHING_TEST,
    MEETING,
    END_OF_CLASS,
    FINISHING_CLASS,
    CLOSED,
    MEETING_LAST,
    LEAVING,
    LOST,
    GONE
  }

  /**
   * A wait, as production code has it: what was answered to the arrival, and of which kind.
   *
   * @param host the host that waits
   * @param value the key of the value that is awaited; empty at a barrier
   */
  record Wait(String host, Reply.Arrived reply, Kind kind, String value) {
    public static Wait at(String host, Reply.Arrived reply, Kind kind) {
      return new Wait(host, reply.at(0), kind, "");
    }

    public String barrier() {
      return reply.barrier();
    }
  }

  public static ModelHost of(String name) {
    return new ModelHost(name, 1, At.OUTSIDE, 1, 0, "", "", 0, null, 0, null, false, false);
  }

  String sessionId() {
    return name + "/" + session;
  }

  /** Returns whether it does not know yet whether the test has failed on it. */
  boolean isAtEndOfTest() {
    return at == At.FAILED_IN_METHOD || at == At.EXCUSED || at == At.FINISHING_TEST;
  }

  public ModelHost at(At next) {
    return new ModelHost(
        name, session, next, run, test, type, scope, step, null, 0, lane, red, apart);
  }

  public ModelHost waiting(At next, Wait waits) {
    return new ModelHost(
        name, session, next, run, test, type, scope, step, waits, 0, lane, red, apart);
  }

  /** It has looked for the value that it awaits, and not found it. */
  public ModelHost absent(long doubt) {
    return new ModelHost(
        name, session, at, run, test, type, scope, step, awaits, doubt, lane, red, apart);
  }

  /** It has published, or got, a value. */
  ModelHost nextStep() {
    return new ModelHost(
        name, session, At.IN_TEST, run, test, type, scope, step + 1, null, 0, lane, red, apart);
  }

  public ModelHost lane(@Nullable Wait newLane) {
    return new ModelHost(
        name, session, at, run, test, type, scope, step, awaits, absence, newLane, red, apart);
  }

  ModelHost inClass(String id) {
    return new ModelHost(name, session, At.NEXT_TEST, run, 0, id, "", 0, null, 0, null, red, apart);
  }

  ModelHost inTest(String id) {
    return new ModelHost(
        name, session, At.IN_TEST, run, test, type, id, 0, null, 0, null, red, apart);
  }

  ModelHost nextTest(int next) {
    return new ModelHost(
        name, session, At.NEXT_TEST, run, next, type, "", 0, null, 0, null, red, apart);
  }

  ModelHost red(boolean also) {
    return new ModelHost(
        name, session, at, run, test, type, scope, step, awaits, absence, lane, red || also, apart);
  }

  ModelHost setApart() {
    return new ModelHost(
        name, session, at, run, test, type, scope, step, awaits, absence, lane, red, true);
  }

  public ModelHost again() {
    return new ModelHost(
        name, session, At.CLASS, run + 1, 0, "", "", 0, null, 0, null, false, false);
  }

  ModelHost replaced() {
    return new ModelHost(
        name, session + 1, At.OUTSIDE, run + 1, 0, "", "", 0, null, 0, null, false, true);
  }
}
