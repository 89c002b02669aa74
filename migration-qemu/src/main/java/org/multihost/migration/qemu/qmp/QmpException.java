package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostException;

/**
 * A failure of the communication with one QEMU's monitor; the package's documentation has the tree
 * of subclasses.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public abstract sealed class QmpException extends MultihostException
    permits QmpCommandException, QmpTimeoutException, QmpConnectionException, QmpProtocolException {

  private static final long serialVersionUID = 1L;

  private final String vm;

  QmpException(String vm, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.vm = vm;
  }

  /** Returns the name of the QEMU's VM. */
  public final String vm() {
    return vm;
  }

  /**
   * Returns this exception with another message and the stack trace of the caller: a failure that
   * the connection's thread detects is thrown on the thread that waits.
   */
  public abstract QmpException again(String message);

  /** Returns this exception with the stack trace of the caller. */
  public final QmpException again() {
    return again(messageText());
  }

  /** Returns this exception with a message that adds the awaited answer or event. */
  final QmpException whileWaitingFor(String what) {
    return again(messageText() + "; was waiting for " + what);
  }

  private String messageText() {
    return String.valueOf(getMessage());
  }
}
