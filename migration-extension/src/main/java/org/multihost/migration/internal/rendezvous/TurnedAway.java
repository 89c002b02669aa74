package org.multihost.migration.internal.rendezvous;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import org.multihost.migration.BarrierTimeoutException;

/**
 * The addresses of processes that the coordinator has turned away, because they do not have the
 * run's secret. The host that waits for one of them says so. Safe for use by several threads.
 */
public final class TurnedAway {

  private final Set<String> addresses = new ConcurrentSkipListSet<>();
  private final Consumer<String> notices;

  /**
   * @param notices receives a sentence for the user, once for each address
   */
  public TurnedAway(Consumer<String> notices) {
    this.notices = notices;
  }

  /** Adds the address of a process. */
  public void add(String address) {
    if (addresses.add(address)) {
      notices.accept(text("[" + address + "]"));
    }
  }

  /** Returns the exception with these processes as a possible reason, if there are any. */
  public BarrierTimeoutException explain(BarrierTimeoutException late) {
    if (addresses.isEmpty()) {
      return late;
    }
    BarrierTimeoutException explained =
        new BarrierTimeoutException(late.getMessage() + "; " + text(addresses.toString()));
    explained.setStackTrace(late.getStackTrace());
    return explained;
  }

  private static String text(String from) {
    return "a process from "
        + from
        + " was turned away: it did not show the run's secret; set the same multihost.secret on every host, and check that no other run uses this port";
  }
}
