package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * What the hosts know of a failed test: suppressed by what the test fails with, so that it stands
 * below it. Its message is all of it; where it was made says nothing.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class Diagnosis extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** With the words of all hosts. */
  public Diagnosis(String message) {
    super(message);
    setStackTrace(new StackTraceElement[0]);
  }
}
