package org.multihost.migration.qemu.guest.session;

/** The agent will not answer what it was asked; the message says why. */
final class AgentLostException extends Exception {

  private static final long serialVersionUID = 1L;

  AgentLostException(String reason) {
    super(reason);
  }
}
