package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A violation of the QMP protocol by the other side; the connection was ended because of it. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QmpProtocolException extends QmpException {

  private static final long serialVersionUID = 1L;

  QmpProtocolException(String vm, String message) {
    this(vm, message, null);
  }

  QmpProtocolException(String vm, String message, @Nullable Throwable cause) {
    super(vm, message, cause);
  }

  @Override
  public QmpException again(String message) {
    return new QmpProtocolException(vm(), message, getCause());
  }
}
