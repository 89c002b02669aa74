package org.multihost.migration.qemu.guest.image;

import java.math.BigInteger;
import java.util.Comparator;

/** The order of file names that contain version numbers: {@code 6.10} is newer than {@code 6.9}. */
final class VersionOrder implements Comparator<String> {

  static final Comparator<String> NEWEST_FIRST = new VersionOrder().reversed();

  private static final String BETWEEN_NUMBER_AND_TEXT = "(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)";

  private VersionOrder() {}

  @Override
  public int compare(String one, String other) {
    String[] ones = one.split(BETWEEN_NUMBER_AND_TEXT);
    String[] others = other.split(BETWEEN_NUMBER_AND_TEXT);
    for (int i = 0; i < Math.min(ones.length, others.length); i++) {
      int difference = comparePart(ones[i], others[i]);
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(ones.length, others.length);
  }

  private static int comparePart(String one, String other) {
    return Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0))
        ? new BigInteger(one).compareTo(new BigInteger(other))
        : one.compareTo(other);
  }
}
