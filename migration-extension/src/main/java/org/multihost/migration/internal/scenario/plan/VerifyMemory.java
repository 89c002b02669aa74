package org.multihost.migration.internal.scenario.plan;

/** The demand that a migration's memory be verified. */
public enum VerifyMemory {
  /** It is not. */
  NO,
  /** It is, where that is possible. */
  IF_POSSIBLE,
  /** It is, or the test fails. */
  REQUIRED
}
