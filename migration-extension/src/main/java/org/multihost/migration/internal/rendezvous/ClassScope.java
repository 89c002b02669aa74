package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.Optional;

/** A test class that this host has entered. */
public interface ClassScope {

  /**
   * Enters a test of the class, and waits until all hosts of the class have entered it.
   *
   * @param id the test invocation's unique id, the same on every host
   * @param plan the facts that must be the same on every host, such as the invocation's arguments,
   *     one per line
   * @throws org.opentest4j.TestAbortedException if another host skips the test
   * @throws org.multihost.migration.WrongBarrierException on all hosts, if hosts are in different
   *     tests or their plans differ
   * @throws org.multihost.migration.PeerFailedException if another host failed in the class,
   *     outside of a test
   */
  TestScope enterTest(String id, String plan, Duration timeout);

  /**
   * Returns the class itself, as a scope that its hosts have entered, for its own code and for what
   * outlives its tests. A failure in it breaks every test of the class. It is open from the entry
   * of the class to {@link TestScope#finish}, beside any test; a host waits in one of them at a
   * time. Called once.
   */
  TestScope whole();

  /**
   * Reports that this host failed in the class, outside of a test. Returns when the coordinator has
   * the failure. The tests of that container fail with it on every host. The class also fails, when
   * all hosts have met at its end.
   *
   * @param container the unique id of the class itself or of a container in it
   */
  void fail(String container, String doing, Throwable failure);

  /**
   * Reports that this host failed in a test of the class that is over. Returns when the coordinator
   * has the failure. No test fails by it; the class does, as by {@link #fail}, when all hosts have
   * met at its end.
   *
   * @param test the unique id of the test
   */
  void failAfter(String test, String doing, Throwable failure);

  /**
   * Meets all hosts after the last test. Only a lost host and the deadline break this wait; a
   * failure in the class does not.
   *
   * @return the failure in the class on another host that no test of this host has thrown;
   *     otherwise the abort of the class on another host
   * @throws org.multihost.migration.BarrierTimeoutException if a host does not arrive in time
   * @throws org.multihost.migration.HostLostException if a host was lost
   */
  Optional<RuntimeException> meet(Duration timeout);

  /**
   * Meets all hosts after the class's clean-up, as {@link #meet}, and returns what failed since
   * then, but no abort.
   */
  Optional<RuntimeException> finish(Duration timeout);

  /**
   * Leaves the class, meets all hosts, as {@link #meet}, when nothing of the class is left to run,
   * and returns what failed since then, but no abort.
   */
  Optional<RuntimeException> leave(Duration timeout);

  /** Leaves the class without waiting for the other hosts. */
  void abandon();
}
