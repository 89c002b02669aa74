package org.multihost.migration.internal.scenario.failure;

/** A part of a test or of its clean-up, which may throw anything. */
@FunctionalInterface
public interface GuardedStep {

  /** Runs the step. */
  void run() throws Throwable;
}
