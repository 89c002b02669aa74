package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The end of the connection to QEMU's monitor. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QmpConnectionException extends QmpException {

  private static final long serialVersionUID = 1L;

  private final Side side;

  private QmpConnectionException(String vm, String message, Side side, @Nullable Throwable cause) {
    super(vm, message, cause);
    this.side = side;
  }

  static QmpConnectionException closedHere(String vm) {
    return new QmpConnectionException(
        vm,
        "The QMP connection to QEMU [%s] was closed on this side".formatted(vm),
        Side.HERE,
        null);
  }

  static QmpConnectionException closedByQemu(String vm, String where) {
    return new QmpConnectionException(
        vm, "QEMU [%s] closed its QMP connection%s".formatted(vm, where), Side.QEMU, null);
  }

  public static QmpConnectionException broken(String vm, Throwable cause) {
    return new QmpConnectionException(
        vm, "The QMP connection to QEMU [%s] broke: %s".formatted(vm, cause), Side.QEMU, cause);
  }

  /** Whether {@link QmpClient#close()} ended the connection, rather than QEMU. */
  public boolean closedHere() {
    return side == Side.HERE;
  }

  @Override
  public QmpException again(String message) {
    return new QmpConnectionException(vm(), message, side, getCause());
  }

  private enum Side {
    HERE,
    QEMU
  }
}
