package org.multihost.migration.internal.rendezvous.state;

import org.jspecify.annotations.Nullable;

/**
 * What the state answers to a command.
 *
 * @param revision the state's revision after it
 * @param scope the id of the scope entered
 * @param gathering the id of the barrier arrived at
 * @param participants how many hosts meet there
 * @param first whether this arrival counts: false if it was known
 * @param failure why it cannot be: the scope is broken
 * @param refusal why it cannot be: the command was not in order, or its time is over
 * @param expired whether its time is over
 * @param ending whether this run is ending, and another one may follow
 * @param moreMillis how much longer to wait before the time is over; 0 if no longer
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

  /** The wait goes on. */
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
