package org.multihost.migration.internal.rendezvous;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A test that this host has entered, or the whole of a class: {@link ClassScope#whole}. */
public interface TestScope {

  /** Returns the lane of the test's own thread. */
  Lane main();

  /**
   * Returns the same lane for other threads of this host. The test's own thread may meanwhile
   * arrive at any barrier, and publish any value.
   */
  Lane beside();

  /**
   * States a fact that every host states under the same name; does not wait. If another host states
   * another fact, or never states it, the test fails on all hosts, and the message lists the facts.
   * Throws as the waits of a {@link Lane} do.
   */
  void agree(String name, String fact);

  /** Returns the journal of that name, the same for all hosts. */
  Journal journal(String name);

  /** Returns the values of the test's own code. */
  TestValues values();

  /**
   * Opens a lane for a background thread of this host. The coordinator has recorded the lane when
   * this returns, so that a host that waits elsewhere is not taken for one that can never arrive.
   *
   * @param name the lane's name, the same on every host, such as {@code migration #1}
   */
  Lane openLane(String name);

  /**
   * Reports that this host failed, or aborted if {@code failure} is a {@link
   * org.opentest4j.TestAbortedException}. Returns when the coordinator has it. The first failure
   * posted is the test's first cause. An echo of another host's failure (what {@link #failure()}
   * returned, or an exception with it as its cause) is not posted again.
   *
   * @param doing what this host was doing, such as {@code CHECK of migration #1}
   */
  void fail(String doing, Throwable failure);

  /**
   * Reports that another extension has turned the test's failure into an abort on this host.
   * Returns when the coordinator has it. When every host has reported that, the abort replaces the
   * failure; a later {@link #fail} of this host takes its report back.
   */
  void excuse(Throwable abort);

  /**
   * Returns the first cause, as the exception to throw on this host; empty if nothing has failed,
   * or if the cause is this host's own.
   */
  Optional<RuntimeException> failure();

  /**
   * Completes, never exceptionally, with the result of {@link #failure()} once another host has
   * failed, aborted or been lost.
   */
  CompletionStage<RuntimeException> broken();

  /** Records what this host does now, for the messages of hosts that wait for it; does not wait. */
  void doing(String what);

  /**
   * Meets all hosts after the test has run and before its clean-up. Only a lost host and the
   * deadline break this wait; a failure in the test does not.
   *
   * @return the first cause, as {@link #failure()}; also this host's own failure, which the test
   *     may have caught, such as the timeout of a barrier
   */
  Optional<RuntimeException> meet(Duration timeout);

  /**
   * Leaves the test, meets all hosts, as {@link #meet}, and returns what failed since then. A host
   * that finishes the whole of a class stays in the class.
   */
  Optional<RuntimeException> finish(Duration timeout);

  /**
   * Stores this host's account of the test's failure for the other hosts, once. Never throws: if
   * the coordinator cannot be reached, no host receives the account.
   */
  void leaveAccount(String text);

  /**
   * Returns the accounts that the hosts have stored, by host. Waits up to 3 seconds for missing
   * ones, but not for a host that is gone; none is missing when all hosts have met in {@link
   * #meet}. Never throws.
   */
  Map<String, String> accounts();
}
