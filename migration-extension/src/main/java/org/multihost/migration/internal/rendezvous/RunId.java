package org.multihost.migration.internal.rendezvous;

import java.security.SecureRandom;

/**
 * A generator of run ids: 8 random letters and digits, short enough for the path of a socket, and
 * different for each run on one computer.
 */
public final class RunId {

  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 8;

  private RunId() {}

  /** Creates a new id. */
  public static String create() {
    SecureRandom random = new SecureRandom();
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
