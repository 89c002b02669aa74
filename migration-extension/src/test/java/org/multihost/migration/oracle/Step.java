package org.multihost.migration.oracle;

/** What every host does, in the same order, in the body of each test. */
enum Step {
  BARRIER,
  EXCHANGE,
  /** From the first host to all others. */
  HAND_OVER
}
