package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/** A timeout of the wait for an answer or an event. The connection stays open. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QmpTimeoutException extends QmpException {

  private static final long serialVersionUID = 1L;

  private final Duration timeout;

  QmpTimeoutException(String vm, String message, Duration timeout) {
    super(vm, message, null);
    this.timeout = timeout;
  }

  /** Returns the timeout of the wait. */
  public Duration timeout() {
    return timeout;
  }

  @Override
  public QmpException again(String message) {
    return new QmpTimeoutException(vm(), message, timeout);
  }
}
