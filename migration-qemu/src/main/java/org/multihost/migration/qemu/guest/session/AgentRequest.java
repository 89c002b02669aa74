package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The lines that the guest's agent understands. */
final class AgentRequest {

  private AgentRequest() {}

  /** Ends what is under way and asks for an answer; begins anew whatever was cut in a line. */
  static String sync(String nonce) {
    return "\nS " + nonce + "\n";
  }

  /** Runs a command. */
  public static String execute(String id, String nonce, String command) {
    String word = ShellWord.quote(command);
    return "X " + id + " " + nonce + " " + word.getBytes(UTF_8).length + " " + word + "\n";
  }

  /** Kills a command. */
  public static String kill(String id) {
    return "K " + id + "\n";
  }
}
