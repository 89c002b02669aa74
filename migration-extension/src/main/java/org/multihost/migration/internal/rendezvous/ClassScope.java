package org.multihost.migration.internal.rendezvous;

import java.time.Duration;

/** A test class that this host has entered. */
public interface ClassScope {

  /**
   * Enters a test of the class, and waits until all hosts of the class have.
   *
   * @param id the test invocation's unique id, the same on every host
   * @throws org.opentest4j.TestAbortedException if another host skips it
   * @throws org.multihost.migration.WrongBarrierException if hosts are in different tests; on all
   *     of them
   * @throws org.multihost.migration.PeerFailedException if another host failed in the class,
   *     outside of a test
   */
  TestScope enterTest(String id, Duration timeout);

  /**
   * Makes known that this host failed in the class, outside of a test. Returns when the coordinator
   * has it.
   */
  void fail(String doing, Throwable failure);
}
