package org.multihost.migration;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * The diagnosis of a failed test by its hosts, as a suppressed exception of the test's failure,
 * below which it is printed. The message is the whole diagnosis; the stack trace is empty.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class Diagnosis extends MultihostException {

  private static final long serialVersionUID = 1L;

  /** Creates the diagnosis with the text of all hosts. */
  public Diagnosis(String message) {
    super(message);
    setStackTrace(new StackTraceElement[0]);
  }
}
