package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apiguardian.api.API;

/** The names of cache entries, derived from their content. */
@API(status = INTERNAL)
public final class Sha256 {

  private static final int DIGITS = 16;

  private Sha256() {}

  /** Returns the first sixteen hexadecimal digits of the SHA-256 sum. */
  public static String name(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
