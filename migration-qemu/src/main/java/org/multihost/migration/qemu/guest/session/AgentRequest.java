package org.multihost.migration.qemu.guest.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.multihost.migration.spi.text.ShellWord;

/** The requests to the guest's agent, one line each. */
final class AgentRequest {

  private AgentRequest() {}

  /**
   * Kills pending commands and requests an answer; the line end at its start terminates a line that
   * was cut off.
   */
  static String sync(String nonce) {
    return "\nS " + nonce + "\n";
  }

  public static String execute(String id, String nonce, String command) {
    String word = onOneLine(ShellWord.of(command));
    return "X " + id + " " + nonce + " " + word.getBytes(UTF_8).length + " " + word + "\n";
  }

  /** Replaces each line end by {@code "$NL"}, a variable of the agent. */
  private static String onOneLine(String word) {
    return word.replace("\n", "'\"$NL\"'");
  }

  public static String kill(String id) {
    return "K " + id + "\n";
  }
}
