package org.multihost.migration.internal.rendezvous;

import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.rendezvous.Gathering.Kind;

/**
 * A host of an {@link Exploration}: where it is in its program, and how its class looks to it.
 *
 * @param session counts the processes that were this host
 * @param at what it does next, or where it waits
 * @param run counts its runs of the class
 * @param test the number of the test that it is in, or comes to next
 * @param type the id of the class's scope
 * @param scope the id of the test's scope
 * @param awaits what it waits for
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
    @Nullable Wait awaits,
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

  /** A wait, as production code has it: what was answered to the arrival, and of which kind. */
  record Wait(Reply reply, Kind kind) {
    String gathering() {
      return String.valueOf(reply.gathering());
    }
  }

  static ModelHost of(String name) {
    return new ModelHost(name, 1, At.OUTSIDE, 1, 0, "", "", null, null, false, false);
  }

  String sessionId() {
    return name + "/" + session;
  }

  ModelHost at(At next) {
    return new ModelHost(name, session, next, run, test, type, scope, null, lane, red, apart);
  }

  ModelHost waiting(At next, Reply reply, Kind kind) {
    Wait waits = new Wait(reply.at(0), kind);
    return new ModelHost(name, session, next, run, test, type, scope, waits, lane, red, apart);
  }

  ModelHost lane(@Nullable Wait newLane) {
    return new ModelHost(name, session, at, run, test, type, scope, awaits, newLane, red, apart);
  }

  ModelHost inClass(String id) {
    return new ModelHost(name, session, At.NEXT_TEST, run, 0, id, "", null, null, red, apart);
  }

  ModelHost inTest(String id) {
    return new ModelHost(name, session, At.IN_TEST, run, test, type, id, null, null, red, apart);
  }

  ModelHost nextTest(int next) {
    return new ModelHost(name, session, At.NEXT_TEST, run, next, type, "", null, null, red, apart);
  }

  ModelHost red(boolean also) {
    return new ModelHost(
        name, session, at, run, test, type, scope, awaits, lane, red || also, apart);
  }

  ModelHost setApart() {
    return new ModelHost(name, session, at, run, test, type, scope, awaits, lane, red, true);
  }

  ModelHost again() {
    return new ModelHost(name, session, At.CLASS, run + 1, 0, "", "", null, null, false, false);
  }

  ModelHost replaced() {
    return new ModelHost(
        name, session + 1, At.OUTSIDE, run + 1, 0, "", "", null, null, false, true);
  }
}
