package org.multihost.migration.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A short text that two hosts compare in place of a long one: the beginning of its SHA-256 sum. */
public final class Fingerprint {

  private static final int BYTES = 6;

  private Fingerprint() {}

  /** Returns the fingerprint of a text, in hexadecimal. */
  public static String of(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
