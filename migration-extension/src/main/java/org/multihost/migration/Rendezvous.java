package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Where the hosts of a test meet and hand values to each other in the test's own code; injected.
 *
 * <p>The same calls run in the same order on every host that takes part in them. Every wait ends at
 * once when another host fails or is lost ({@link PeerFailedException}, {@link HostLostException}),
 * and at the latest after its timeout ({@link BarrierTimeoutException}). Values are strings,
 * numbers, booleans, enums, {@link Duration}s, lists, maps with string keys, and records of these.
 * Call it from the test's own thread.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface Rendezvous {

  /** Waits for all hosts, at most {@code multihost.timeout.barrier}. */
  void barrier(String name);

  /**
   * Waits for the named hosts, or for all when none is named.
   *
   * @throws IllegalArgumentException if a host is unknown, or this one is not among them
   */
  void barrier(String name, Duration timeout, String... hosts);

  /** Gives this host's value and returns every host's, by host; waits for all hosts. */
  <T> Map<String, T> exchange(String name, T value);

  /**
   * Hands a value to whoever awaits that name, without waiting; a name is published once in a test.
   */
  void publish(String name, Object value);

  /**
   * Waits for the value that another host publishes under that name, at most {@code
   * multihost.timeout.handoff}.
   */
  <T> T await(String name, Class<T> type);
}
