package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostException;

/** What goes wrong between this side and one QEMU's monitor; the package draws the tree. */
@API(status = EXPERIMENTAL, since = "0.1")
public abstract sealed class QmpException extends MultihostException
    permits QmpCommandException, QmpTimeoutException, QmpConnectionException, QmpProtocolException {

  private static final long serialVersionUID = 1L;

  private final String vm;

  QmpException(String vm, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.vm = vm;
  }

  /** The virtual machine whose QEMU it was. */
  public final String vm() {
    return vm;
  }

  /**
   * The same with another message and the caller's stack trace: what the reader's thread noticed is
   * thrown where somebody waits for it.
   */
  public abstract QmpException again(String message);

  /** The same, with the caller's stack trace. */
  public final QmpException again() {
    return again(messageText());
  }

  /** The same, told to somebody who was waiting for something. */
  final QmpException whileWaitingFor(String what) {
    return again(messageText() + "; was waiting for " + what);
  }

  private String messageText() {
    return String.valueOf(getMessage());
  }
}
