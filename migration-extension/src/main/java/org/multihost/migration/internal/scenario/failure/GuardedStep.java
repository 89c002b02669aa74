package org.multihost.migration.internal.scenario.failure;

/** A part of a test or of its clean-up, which may throw anything. */
@FunctionalInterface
public interface GuardedStep {

  /** Does it. */
  void run() throws Throwable;
}
