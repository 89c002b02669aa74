package org.multihost.migration.internal.rendezvous;

/** The refusal of a run that is ending; the next run may follow at the same address. */
public final class RunEndingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RunEndingException(String message) {
    super(message);
  }
}
