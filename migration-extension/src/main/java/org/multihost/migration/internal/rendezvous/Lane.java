package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A sequence of barriers that one thread of each host passes, in the same order on every host.
 *
 * <p>Every wait throws {@link org.multihost.migration.PeerFailedException} or {@link
 * org.opentest4j.TestAbortedException} when the test is broken, {@link
 * org.multihost.migration.HostLostException} when an awaited host is lost or has left, {@link
 * org.multihost.migration.WrongBarrierException} when an awaited host can never arrive, {@link
 * org.multihost.migration.BarrierTimeoutException} at the deadline (on this host; the timeout is
 * then posted as this host's failure).
 */
public interface Lane extends AutoCloseable {

  /** Returns the name of the lane. */
  String name();

  /**
   * Waits for the hosts at a barrier.
   *
   * @param plan the facts that must be the same on every host here; empty if none
   * @param hosts the hosts that meet, this one included
   */
  void barrier(String name, String plan, List<String> hosts, Duration timeout);

  /**
   * Stores a value, as JSON, under a name that is new in this lane. Returns when it is stored,
   * without waiting for other hosts.
   */
  void publish(String name, String json);

  /**
   * Waits for the value that the thread of some host that serves this lane publishes under that
   * name. Throws {@link org.multihost.migration.WrongBarrierException} when no host can publish it
   * any more: each host has left the test, is at its end, or waits for what can never happen.
   */
  String await(String name, Duration timeout);

  /**
   * Provides this host's value, as JSON, and returns the values of all hosts, by host, in the
   * hosts' order.
   *
   * @param plan the facts that must be the same on every host here; empty if none
   */
  Map<String, String> exchange(
      String name, String plan, String json, List<String> hosts, Duration timeout);

  /**
   * Reports that the background thread that served this lane on this host has ended; does not wait.
   */
  @Override
  void close();
}
