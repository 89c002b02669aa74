package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import org.multihost.migration.internal.rendezvous.state.StateMessages;

/**
 * One host's connection to the other hosts of its run. Safe for use by several threads.
 *
 * <p>Scopes nest: the run contains test classes, and a class contains tests. A failure breaks every
 * wait of its scope on every host, and stays: later waits of that scope fail at once. The next
 * scope starts without failures.
 */
public interface HostConnection extends AutoCloseable {

  /** The prefix of the fact that states in which order a host runs its classes. */
  String ORDER = StateMessages.ORDER;

  /**
   * A class that hosts enter together.
   *
   * @param id the class's unique id, the same on every host
   * @param hosts the hosts of the class, in order
   */
  record ClassKey(String id, List<String> hosts) {}

  /** Returns the name of this host. */
  String self();

  /** Returns the id that all processes of the run share: short, of letters and digits. */
  String runId();

  /**
   * Returns those of the hosts that have not joined the run, or have left it, as far as this host
   * knows.
   */
  List<String> absent(List<String> hosts);

  /**
   * Enters a test class, and waits until all its hosts have entered it. While a missing host is
   * still in another class, the wait continues until that host has made no progress for {@code
   * step}.
   *
   * @param id the class's unique id, the same on every host
   * @param hosts the hosts of the class, in order; this host is one of them
   * @param plan the facts that must be the same on every host, as text for the user to compare, one
   *     per line
   * @param step the longest time between two steps of a host in another class
   * @throws org.multihost.migration.WrongBarrierException on all hosts, if hosts are in different
   *     classes or their plans differ
   * @throws org.multihost.migration.BarrierTimeoutException if a host does not arrive in time
   * @throws org.multihost.migration.HostLostException if a host was lost
   */
  ClassScope enterClass(
      String id, List<String> hosts, String plan, Duration timeout, Duration step);

  /**
   * As {@link #enterClass(String, List, String, Duration, Duration)}, if no host is in another
   * class.
   */
  default ClassScope enterClass(String id, List<String> hosts, String plan, Duration timeout) {
    return enterClass(id, hosts, plan, timeout, Duration.ZERO);
  }

  /**
   * Reports that this host skips a class, or a test or container of it. The other hosts' waits for
   * it end with {@link org.opentest4j.TestAbortedException} and the reason.
   *
   * @param id the unique id of what is skipped, as in {@link #enterClass} or {@link
   *     ClassScope#enterTest}
   */
  void skip(ClassKey type, String id, String reason);

  /**
   * Reports that this host failed or aborted in what it had not entered: before a class or test
   * began, or in a container. The other hosts' waits for it end with that cause.
   *
   * @param id the unique id of the class, test or container
   * @param doing what this host was doing
   */
  void fail(ClassKey type, String id, String doing, Throwable failure);

  /** The beginning of the key of each text that a host records for the coordinator. */
  String RECORDED = "recorded/";

  /**
   * Leaves a text for the coordinator, which keeps it when this host is lost; does not wait, and
   * does not fail if the coordinator is lost.
   *
   * @param where the text's place; texts of one place keep their order
   */
  void record(String where, String text);

  /** Leaves the run regularly; waits of other hosts for this one fail at once. */
  @Override
  void close();
}
