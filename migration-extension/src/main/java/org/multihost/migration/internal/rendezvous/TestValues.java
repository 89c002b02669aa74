package org.multihost.migration.internal.rendezvous;

import java.time.Duration;

/**
 * The values that the hosts of a test hand to each other in the test's own code. Any thread of a
 * host may publish one: a host with an open lane may have threads that do, whatever its own thread
 * waits for. The waits throw as those of a {@link Lane} do.
 */
public interface TestValues {

  /**
   * Stores a value, as JSON, under a name that is new in the test. Returns when it is stored,
   * without waiting for other hosts.
   */
  void publish(String name, String json);

  /** Waits on the test's own thread for the value of that name. */
  String await(String name, Duration timeout);

  /**
   * As {@link #await}, on another thread. The test's own thread may meanwhile arrive at any
   * barrier, and publish this very value.
   */
  String awaitBeside(String name, Duration timeout);
}
