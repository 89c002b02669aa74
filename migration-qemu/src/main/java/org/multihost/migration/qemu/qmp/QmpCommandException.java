package org.multihost.migration.qemu.qmp;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** A failure of one command: QEMU answered with an error. The connection stays open. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class QmpCommandException extends QmpException {

  private static final long serialVersionUID = 1L;

  private final String command;
  private final String errorClass;
  private final String description;

  QmpCommandException(String vm, String command, String errorClass, String description) {
    this(vm, message(vm, command, errorClass, description), command, errorClass, description);
  }

  private QmpCommandException(
      String vm, String message, String command, String errorClass, String description) {
    super(vm, message, null);
    this.command = command;
    this.errorClass = errorClass;
    this.description = description;
  }

  private static String message(String vm, String command, String errorClass, String description) {
    return "QEMU [%s] refused [%s] with [%s]: %s".formatted(vm, command, errorClass, description);
  }

  /** Returns the command that failed. */
  public String command() {
    return command;
  }

  /** Returns QEMU's error class: {@code GenericError}, {@code CommandNotFound}, … */
  public String errorClass() {
    return errorClass;
  }

  /** Returns QEMU's description, which is meant for people and differs between versions. */
  public String description() {
    return description;
  }

  @Override
  public QmpException again(String message) {
    return new QmpCommandException(vm(), message, command, errorClass, description);
  }
}
