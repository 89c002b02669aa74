package org.multihost.migration.internal.rendezvous.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one host in the run.
 *
 * @param session the id of its process
 * @param presence whether it takes part
 * @param gone why it no longer takes part, as a sentence; null while it does
 * @param seen its last known activity
 * @param seenAt the time of that activity, in milliseconds of the coordinator's clock
 * @param arrivals its last arrival in each lane, by lane
 */
public record HostState(
    String session,
    Presence presence,
    @Nullable String gone,
    String seen,
    long seenAt,
    Map<String, Arrival> arrivals) {

  /** A host's participation in the run. */
  public enum Presence {
    PRESENT,
    LEFT,
    LOST
  }

  /** An arrival that was counted. Posting its ticket again changes nothing. */
  record Arrival(String ticket, String scope, String barrier) {}

  public HostState {
    arrivals = OrderedCopies.of(arrivals);
  }

  public static HostState joined(String session, long now) {
    return new HostState(session, Presence.PRESENT, null, "joining the run", now, Map.of());
  }

  HostState seen(String what, long now) {
    return new HostState(session, presence, gone, what, now, arrivals);
  }

  public HostState gone(Presence how, String why) {
    return new HostState(session, how, why, seen, seenAt, Map.of());
  }

  HostState arrived(String lane, Arrival arrival) {
    return new HostState(
        session, presence, gone, seen, seenAt, OrderedCopies.with(arrivals, lane, arrival));
  }

  public boolean isGone() {
    return presence != Presence.PRESENT;
  }
}
