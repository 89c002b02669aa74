package org.multihost.migration.qemu.guest.session;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A line from the guest's agent; the resource {@code agent} describes the protocol. */
sealed interface AgentFrame {

  /** The agent has just started. */
  record Hello() implements AgentFrame {}

  /** The agent's answer to {@link AgentRequest#sync}. */
  record Synced(String nonce) implements AgentFrame {}

  /** A command arrived damaged and is not run. */
  record Refused(String id) implements AgentFrame {}

  /** A piece of a command's output; {@code damaged} if bytes of it are missing. */
  record Piece(String id, long number, byte[] bytes, boolean damaged) implements AgentFrame {}

  /**
   * Finds the frame in a line, whatever other writers have left before it; most lines have none.
   */
  static Optional<AgentFrame> parse(String line) {
    int mark = line.lastIndexOf('\u0002');
    if (mark < 0) {
      return Optional.empty();
    }
    String[] words = line.substring(mark + 1).strip().split(" ");
    return switch (words[0]) {
      case "H" -> Optional.of(new Hello());
      case "R" -> words.length == 2 ? Optional.of(new Synced(words[1])) : Optional.empty();
      case "B" -> words.length == 2 ? Optional.of(new Refused(words[1])) : Optional.empty();
      case "D" -> words.length == 5 ? piece(words) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<AgentFrame> piece(String[] words) {
    try {
      boolean damaged = words[4].length() != Integer.parseInt(words[3]);
      byte[] encoded = words[4].getBytes(StandardCharsets.ISO_8859_1);
      byte[] bytes = damaged ? new byte[0] : Base64.getDecoder().decode(encoded);
      return Optional.of(new Piece(words[1], Long.parseLong(words[2]), bytes, damaged));
    } catch (IllegalArgumentException notWrittenByTheAgent) {
      return Optional.empty();
    }
  }
}
