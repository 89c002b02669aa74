package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A sequence of barriers that one thread of each host passes, in the same order on every host.
 *
 * <p>Every wait throws {@link org.multihost.migration.PeerFailedException} or {@link
 * org.opentest4j.TestAbortedException} when the test is broken, {@link
 * org.multihost.migration.HostLostException} when a host that it waits for is lost or has left,
 * {@link org.multihost.migration.WrongBarrierException} when that host can never come, {@link
 * org.multihost.migration.BarrierTimeoutException} at the deadline (on this host; it is then posted
 * as this host's failure).
 */
public interface Lane extends AutoCloseable {

  /** Its name. */
  String name();

  /**
   * Waits for the hosts at a barrier.
   *
   * @param plan what must be the same on every host here; empty if nothing
   * @param hosts those that meet, this one among them
   */
  void barrier(String name, String plan, List<String> hosts, Duration timeout);

  /**
   * Hands over a value, as JSON, under a name that is new in this lane; returns when it is stored,
   * and waits for no host.
   */
  void publish(String name, String json);

  /**
   * Waits for the value that the thread of some host that serves this lane publishes under that
   * name. Throws {@link org.multihost.migration.WrongBarrierException} when none can any more: each
   * host has left the test, is at its end, or waits for what cannot come.
   */
  String await(String name, Duration timeout);

  /**
   * As {@link #await}, for a value of the test's own: a host with an open lane may have threads
   * that publish it, whatever its own thread waits for.
   */
  String awaitOfTest(String name, Duration timeout);

  /**
   * As {@link #awaitOfTest}, on a thread that does not serve this lane: the one that does may come
   * to any barrier meanwhile, and publish this very value.
   */
  String awaitBeside(String name, Duration timeout);

  /**
   * Gives this host's value, as JSON, and returns every host's, by host, in the hosts' order.
   *
   * @param plan what must be the same on every host here; empty if nothing
   */
  Map<String, String> exchange(
      String name, String plan, String json, List<String> hosts, Duration timeout);

  /** Says that the background thread that served this lane here has ended; does not wait. */
  @Override
  void close();
}
