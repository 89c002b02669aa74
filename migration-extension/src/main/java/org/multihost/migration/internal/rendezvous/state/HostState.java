package org.multihost.migration.internal.rendezvous.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the run knows of one host.
 *
 * @param session identifies its process
 * @param presence whether it takes part
 * @param gone why it no longer does, as a sentence; null while it does
 * @param seen what it did last
 * @param seenAt when, in milliseconds of the coordinator's clock
 * @param arrivals its last arrival in each lane, by lane
 */
public record HostState(
    String session,
    Presence presence,
    @Nullable String gone,
    String seen,
    long seenAt,
    Map<String, Arrival> arrivals) {

  /** Whether a host takes part in the run. */
  public enum Presence {
    PRESENT,
    LEFT,
    LOST
  }

  /** An arrival that was counted: posting its ticket again changes nothing. */
  record Arrival(String ticket, String scope, String gathering, int participants) {}

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
