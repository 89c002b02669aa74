package org.multihost.migration.qemu.guest.session;

/** A failure of the agent to answer a request; the message has the reason. */
final class AgentLostException extends Exception {

  private static final long serialVersionUID = 1L;

  AgentLostException(String reason) {
    super(reason);
  }
}
