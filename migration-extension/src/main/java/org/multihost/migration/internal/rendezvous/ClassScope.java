package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.Optional;

/** A test class that this host has entered. */
public interface ClassScope {

  /**
   * Enters a test of the class, and waits until all hosts of the class have.
   *
   * @param id the test invocation's unique id, the same on every host
   * @param plan what must be the same on every host, such as the invocation's arguments, a fact a
   *     line
   * @throws org.opentest4j.TestAbortedException if another host skips it
   * @throws org.multihost.migration.WrongBarrierException if hosts are in different tests, or their
   *     plans differ; on all of them
   * @throws org.multihost.migration.PeerFailedException if another host failed in the class,
   *     outside of a test
   */
  TestScope enterTest(String id, String plan, Duration timeout);

  /**
   * Makes known that this host failed in the class, outside of a test. Returns when the coordinator
   * has it. The tests of that container fail with it on every host; the class does, too, when all
   * have met at its end.
   *
   * @param container the unique id of the class itself or of a container in it
   */
  void fail(String container, String doing, Throwable failure);

  /**
   * Meets all hosts when the last test is over; a failure in the class does not break this wait,
   * only a lost host and the deadline do.
   *
   * @return what failed in the class on another host, and that no test of this host has thrown
   * @throws org.multihost.migration.BarrierTimeoutException if one does not come in time
   * @throws org.multihost.migration.HostLostException if one was lost
   */
  Optional<RuntimeException> meet(Duration timeout);

  /** Meets all hosts after the class's clean-up as in {@link #meet}, for what failed since then. */
  Optional<RuntimeException> finish(Duration timeout);

  /**
   * Leaves the class, and meets all hosts as in {@link #meet} when nothing of it is left to run,
   * for what failed since then.
   */
  Optional<RuntimeException> leave(Duration timeout);

  /** Leaves the class without waiting for the other hosts. */
  void abandon();
}
