package org.multihost.migration.internal.rendezvous;

import java.util.concurrent.CompletionStage;

/** A count that reaches zero once, shared by all hosts of a run; it releases a barrier. */
public interface Latch extends AutoCloseable {

  /** Counts down by one; does not wait for the other hosts. */
  void countDown();

  /** Completes when the count is zero. */
  CompletionStage<?> opened();

  /** Ends this host's use of the latch. */
  @Override
  void close();
}
