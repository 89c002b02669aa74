package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A test that this host has entered. */
public interface TestScope {

  /** The lane of the test's own thread. */
  Lane main();

  /**
   * Opens a lane for a background thread of this host. It is known to all before this returns, so
   * that a host that waits elsewhere is not taken for one that will never come.
   *
   * @param name the same on every host, such as {@code migration #1}
   */
  Lane openLane(String name);

  /**
   * Makes known that this host failed, or aborted when {@code failure} is a {@link
   * org.opentest4j.TestAbortedException}. Returns when the coordinator has it. The first one posted
   * is the test's first cause; an echo of another host's failure (what {@link #failure()} gave, or
   * an exception with it as its cause) is not posted again.
   *
   * @param doing what this host was doing, such as {@code CHECK of migration #1}
   */
  void fail(String doing, Throwable failure);

  /**
   * The first cause, as the exception to throw on this host; empty while all is well, or if it is
   * this host's own.
   */
  Optional<RuntimeException> failure();

  /**
   * Completes, never exceptionally, with what {@link #failure()} gives once another host has
   * failed, aborted or been lost.
   */
  CompletionStage<RuntimeException> broken();

  /** Notes what this host does now, for the messages of hosts that wait for it; does not wait. */
  void doing(String what);

  /**
   * Meets all hosts when the test has run and before its clean-up; a failure in the test does not
   * break this wait, only a lost host and the deadline do.
   *
   * @return the first cause, as {@link #failure()}; this host's own, too, which the test may have
   *     caught, as the timeout of a barrier
   */
  Optional<RuntimeException> meet(Duration timeout);

  /** Leaves the test, and meets all hosts as in {@link #meet}, for what failed since then. */
  Optional<RuntimeException> finish(Duration timeout);

  /**
   * Leaves this host's words on the test's failure for the others, once; never throws: where the
   * coordinator cannot be reached, nobody gets them.
   */
  void leaveAccount(String text);

  /**
   * What the hosts have left, by host. Waits a short while for those that are still to come, but
   * for none when all have met in {@link #meet}, nor for a host that is gone; never throws.
   */
  Map<String, String> accounts();
}
