package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import org.apiguardian.api.API;

/** An answer or an event did not come in time. The connection goes on. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QmpTimeoutException extends QmpException {

  private static final long serialVersionUID = 1L;

  private final Duration timeout;

  QmpTimeoutException(String vm, String message, Duration timeout) {
    super(vm, message, null);
    this.timeout = timeout;
  }

  /** How long it was waited for. */
  public Duration timeout() {
    return timeout;
  }

  @Override
  public QmpException again(String message) {
    return new QmpTimeoutException(vm(), message, timeout);
  }
}
