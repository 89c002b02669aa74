package org.multihost.migration.qemu.guest.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for what is kept in the cache, made of what it was made of. */
public final class Sha256 {

  private static final int DIGITS = 16;

  private Sha256() {}

  /** The first sixteen hexadecimal digits. */
  public static String name(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
