package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** What came over the connection is not QMP; the connection was ended for it. */
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
