package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import org.multihost.migration.internal.rendezvous.state.StateMessages;

/**
 * One host's connection to the others of its run. Safe for use by several threads.
 *
 * <p>Scopes nest: the run, a test class in it, a test in that. A failure breaks every wait of its
 * scope, on every host, and stays: later waits of that scope fail at once. The next scope starts
 * clean.
 */
public interface HostConnection extends AutoCloseable {

  /** The beginning of the fact that says in which order a host runs its classes. */
  String ORDER = StateMessages.ORDER;

  /**
   * A class that hosts enter together.
   *
   * @param id its unique id, the same on every host
   * @param hosts those that take part, in order
   */
  record ClassKey(String id, List<String> hosts) {}

  /** This host. */
  String self();

  /** The id that all processes of the run share: short, letters and digits. */
  String runId();

  /**
   * Enters a test class, and waits until all its hosts have. While a host that is missing is still
   * in another class, the wait lasts until that one has not gone on for {@code step}.
   *
   * @param id the class's unique id, the same on every host
   * @param hosts those that take part, in order; this host is one of them
   * @param plan what must be the same on every host, as text for a person to compare, a fact a line
   * @param step the longest time between two steps of a host in another class
   * @throws org.multihost.migration.WrongBarrierException if hosts are in different classes, or
   *     their plans differ; on all of them
   * @throws org.multihost.migration.BarrierTimeoutException if one does not come in time
   * @throws org.multihost.migration.HostLostException if one was lost
   */
  ClassScope enterClass(
      String id, List<String> hosts, String plan, Duration timeout, Duration step);

  /** As above, where no host is in another class. */
  default ClassScope enterClass(String id, List<String> hosts, String plan, Duration timeout) {
    return enterClass(id, hosts, plan, timeout, Duration.ZERO);
  }

  /**
   * Tells the others that this host skips a class, or a test or container of it: their wait for it
   * ends with {@link org.opentest4j.TestAbortedException} and the reason.
   *
   * @param id the unique id of what is skipped, as in {@link #enterClass} or {@link
   *     ClassScope#enterTest}
   */
  void skip(ClassKey type, String id, String reason);

  /**
   * Tells the others that this host failed, or aborted, where it had not entered: before a class or
   * test began, or in a container. Their wait for it ends with that cause.
   *
   * @param id the unique id of the class, test or container
   * @param doing what this host was doing
   */
  void fail(ClassKey type, String id, String doing, Throwable failure);

  /**
   * Leaves the run in peace: hosts that still wait for this one are told so at once. The host that
   * holds the Hazelcast member waits, in bounded time, until the others have left.
   */
  @Override
  void close();
}
