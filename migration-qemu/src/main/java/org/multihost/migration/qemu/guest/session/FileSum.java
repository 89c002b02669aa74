package org.multihost.migration.qemu.guest.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.multihost.migration.GuestException;
import org.multihost.migration.qemu.guest.image.Sha256;

/**
 * The size and checksum of a file, which are equal for equal copies.
 *
 * @param size in bytes
 * @param sha256 in hexadecimal
 */
record FileSum(long size, String sha256) {

  /** Reads a file of this host. */
  public static FileSum of(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      MessageDigest digest = Sha256.newDigest();
      long size = input.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return new FileSum(size, HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** Parses the output of {@code wc -c} and {@code sha256sum}. */
  public static FileSum parse(String output) {
    String[] words = output.strip().split("\\s+");
    if (words.length < 2 || !words[0].matches("\\d+")) {
      throw new GuestException(
          "Expected of [wc -c] and [sha256sum] a size and a checksum, found [" + output + "]");
    }
    return new FileSum(Long.parseLong(words[0]), words[1]);
  }

  @Override
  public String toString() {
    return size + " bytes, SHA-256 " + sha256;
  }
}
