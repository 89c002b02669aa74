package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/** A version of QEMU. */
@API(status = INTERNAL)
public record QemuVersion(int major, int minor, int micro) implements Comparable<QemuVersion> {

  private static final Pattern VERSION =
      Pattern.compile("version (\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.(\\d{1,9}))?)?");
  private static final Comparator<QemuVersion> ORDER =
      Comparator.comparingInt(QemuVersion::major)
          .thenComparingInt(QemuVersion::minor)
          .thenComparingInt(QemuVersion::micro);

  /** Parses the output of {@code qemu-system-… --version}; empty if it contains no version. */
  public static Optional<QemuVersion> parse(String output) {
    Matcher matcher = VERSION.matcher(output);
    return matcher.find() ? Optional.of(of(matcher)) : Optional.empty();
  }

  /** Parses a version such as {@code 9}, {@code 9.0} or {@code 9.0.2}; empty if it is none. */
  public static Optional<QemuVersion> ofNumbers(String text) {
    Matcher matcher = NUMBERS.matcher(text.strip());
    return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
  }

  private static QemuVersion of(Matcher matcher) {
    return new QemuVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3));
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  @Override
  public int compareTo(QemuVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + micro;
  }
}
