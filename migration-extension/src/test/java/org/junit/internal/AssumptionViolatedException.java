package org.junit.internal;

/** A stand-in for JUnit 4's exception, which is known by its name: JUnit 4 is not a dependency. */
public class AssumptionViolatedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public AssumptionViolatedException(String message) {
    super(message);
  }
}
