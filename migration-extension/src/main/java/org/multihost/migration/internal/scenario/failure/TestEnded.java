package org.multihost.migration.internal.scenario.failure;

/** The cause that interrupts background threads that outlast the test; it is no failure. */
final class TestEnded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TestEnded() {
    super("The test has ended", null, false, false);
  }
}
