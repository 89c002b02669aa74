package org.multihost.migration.internal.rendezvous.state;

import org.jspecify.annotations.Nullable;

/**
 * The state's reply to a command.
 *
 * @param revision the state's revision after the command
 * @param scope the id of the scope entered
 * @param gathering the id of the barrier arrived at
 * @param participants the number of hosts that meet there
 * @param first whether this arrival counts; false if it was counted before
 * @param failure the failure that has broken the scope
 * @param refusal why the command was refused: it was not in order, or the wait has timed out
 * @param expired whether the wait has timed out
 * @param ending whether this run is ending, and another one may follow
 * @param moreMillis how much longer to wait before the timeout, in milliseconds; 0 if no longer
 */
public record Reply(
    long revision,
    @Nullable String scope,
    @Nullable String gathering,
    int participants,
    boolean first,
    @Nullable Failure failure,
    @Nullable String refusal,
    boolean expired,
    boolean ending,
    long moreMillis) {

  static final Reply DONE = new Reply(0, null, null, 0, false, null, null, false, false, 0);

  public static Reply broken(Failure failure) {
    return new Reply(0, null, null, 0, false, failure, null, false, false, 0);
  }

  public static Reply refused(String why) {
    return new Reply(0, null, null, 0, false, null, why, false, false, 0);
  }

  public static Reply expired(String message) {
    return new Reply(0, null, null, 0, false, null, message, true, false, 0);
  }

  /** Returns a reply that extends the wait. */
  public static Reply waiting(long moreMillis) {
    return new Reply(0, null, null, 0, false, null, null, false, false, moreMillis);
  }

  public static Reply ending(String why) {
    return new Reply(0, null, null, 0, false, null, why, false, true, 0);
  }

  static Reply arrived(Barrier at) {
    return new Reply(0, at.scope(), at.id(), at.hosts().size(), true, null, null, false, false, 0);
  }

  static Reply repeated(HostState.Arrival at) {
    return new Reply(
        0, at.scope(), at.gathering(), at.participants(), false, null, null, false, false, 0);
  }

  public Reply at(long newRevision) {
    return new Reply(
        newRevision,
        scope,
        gathering,
        participants,
        first,
        failure,
        refusal,
        expired,
        ending,
        moreMillis);
  }
}
