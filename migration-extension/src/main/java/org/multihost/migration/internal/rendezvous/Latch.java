package org.multihost.migration.internal.rendezvous;

import java.util.concurrent.CompletionStage;

/** A count that goes down to zero once, seen by all hosts of a run; it releases a barrier. */
public interface Latch extends AutoCloseable {

  /** Counts down by one; does not wait for the others. */
  void countDown();

  /** Completes when the count is zero. */
  CompletionStage<?> opened();

  /** Gives up this host's interest in it. */
  @Override
  void close();
}
