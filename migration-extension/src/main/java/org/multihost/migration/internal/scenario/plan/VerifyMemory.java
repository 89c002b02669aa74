package org.multihost.migration.internal.scenario.plan;

/** Whether a migration's memory is verified. */
public enum VerifyMemory {
  /** It is not. */
  NO,
  /** It is, where that is possible. */
  IF_POSSIBLE,
  /** It is, or the test fails. */
  REQUIRED
}
