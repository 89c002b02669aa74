package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apiguardian.api.API;

/** The SHA-256 sum of content, and the name of a cache entry derived from it. */
@API(status = INTERNAL)
public final class Sha256 {

  private static final int DIGITS = 16;

  private Sha256() {}

  /** Returns the first sixteen hexadecimal digits of the SHA-256 sum. */
  public static String name(byte[] content) {
    return HexFormat.of().formatHex(newDigest().digest(content)).substring(0, DIGITS);
  }

  /** Creates a digest, for content that is read piece by piece. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
