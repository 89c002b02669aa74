package org.multihost.migration.internal.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.internal.config.text.Durations;
import org.multihost.migration.spi.text.PortRange;

/**
 * A setting that was found, with its origin.
 *
 * @param key its name, such as {@code multihost.port}
 * @param value the text as given
 * @param origin the place where it was found, in words for a message
 */
public record Setting(String key, String value, String origin) {

  /** The ends of the keys whose values no log shows. */
  private static final List<String> SECRETS =
      List.of(".secret", ".password", ".passphrase", ".user-data");

  private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:\\s*-\\s*([0-9]{1,5}))?");

  /** Returns this setting with another text. */
  Setting filled(UnaryOperator<String> fill) {
    return new Setting(key, fill.apply(value), origin);
  }

  /** Creates the exception for a value that is not allowed. */
  public MultihostConfigurationException refuse(String allowed) {
    return new MultihostConfigurationException(
        "Setting [%s] has the value [%s] (from %s); allowed: %s"
            .formatted(key, shown(), origin, allowed));
  }

  private String shown() {
    return SECRETS.stream().anyMatch(key::endsWith)
        ? "***"
        : value.replace(VmSetting.SEPARATOR, ", ");
  }

  /** Masks the value of a secret or a password. */
  @Override
  public String toString() {
    return "%s = %s (from %s)".formatted(key, shown(), origin);
  }

  /** Parses the value as a path. */
  Path path() {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw refuse("a path of this system: " + e.getReason());
    }
  }

  /** Parses the value as a whole number in a range, both ends included. */
  int wholeNumber(int least, int most) {
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw refuse("a whole number from " + least + " to " + most);
  }

  /** Parses the value as a duration. */
  Duration duration() {
    return Durations.parse(value).orElseThrow(() -> refuse(Durations.ALLOWED));
  }

  /** Parses the value as a range of ports, or as one port. */
  PortRange portRange() {
    Matcher form = PORTS.matcher(value.strip());
    if (form.matches()) {
      int first = Integer.parseInt(form.group(1));
      int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
      if (first >= 1 && first <= last && last <= 65_535) {
        return new PortRange(first, last);
      }
    }
    throw refuse("a port or a range of ports from 1 to 65535, such as [49152-49215]");
  }

  /** Parses the value as {@code true} or {@code false}. */
  boolean truth() {
    return switch (value.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refuse("true, false");
    };
  }

  /** Parses the value as one of some values, each of which has a word. */
  <T> T oneOf(List<T> values, Function<T, String> word) {
    return values.stream()
        .filter(each -> word.apply(each).equals(value.strip()))
        .findFirst()
        .orElseThrow(() -> refuse(values.stream().map(word).collect(Collectors.joining(", "))));
  }
}
