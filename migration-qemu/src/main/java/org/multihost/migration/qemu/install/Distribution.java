package org.multihost.migration.qemu.install;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The Linux distribution of a host, as its {@code os-release} file states it.
 *
 * @param name for people, such as {@code Debian GNU/Linux 12 (bookworm)}
 */
@API(status = INTERNAL)
public record Distribution(Family family, String name) {

  private static final List<Path> FILES =
      List.of(Path.of("/etc/os-release"), Path.of("/usr/lib/os-release"));

  /** A family of distributions with the same names of packages. */
  public enum Family {
    DEBIAN("apt-get install --no-install-recommends", "debian"),
    UBUNTU("apt-get install --no-install-recommends", "ubuntu"),
    FEDORA("dnf install", "fedora"),
    RHEL("dnf install", "rhel", "centos", "ol", "rocky", "almalinux"),
    SUSE("zypper install", "suse", "opensuse", "sles"),
    ARCH("pacman -S", "arch"),
    ALPINE("apk add", "alpine"),
    OTHER("");

    private final String installs;
    private final List<String> ids;

    Family(String installs, String... ids) {
      this.installs = installs;
      this.ids = List.of(ids);
    }

    /** Returns the command that installs packages, without their names. */
    String installs() {
      return installs;
    }

    private static Optional<Family> of(String id) {
      return Arrays.stream(values()).filter(family -> family.ids.contains(id)).findFirst();
    }
  }

  /** Returns the distribution of this host. */
  static Distribution current() {
    return FILES.stream()
        .filter(Files::isReadable)
        .findFirst()
        .map(Distribution::read)
        .orElseGet(() -> of(Map.of()));
  }

  /** Reads an {@code os-release} file; what cannot be read is of no known family. */
  public static Distribution read(Path osRelease) {
    try (Stream<String> lines = Files.lines(osRelease)) {
      return of(
          lines
              .map(line -> line.strip().split("=", 2))
              .filter(pair -> pair.length == 2)
              .collect(
                  Collectors.toMap(
                      pair -> pair[0], pair -> unquoted(pair[1]), (first, last) -> last)));
    } catch (IOException unreadable) {
      return of(Map.of());
    }
  }

  private static String unquoted(String value) {
    return value.replaceFirst("^([\"'])(.*)\\1$", "$2");
  }

  /** ID comes before ID_LIKE, whose first words are the nearest relatives. */
  private static Distribution of(Map<String, String> fields) {
    String ids = fields.getOrDefault("ID", "") + " " + fields.getOrDefault("ID_LIKE", "");
    Family family =
        Arrays.stream(ids.strip().toLowerCase(Locale.ROOT).split("\\s+"))
            .flatMap(id -> Family.of(id).stream())
            .findFirst()
            .orElse(Family.OTHER);
    return new Distribution(family, fields.getOrDefault("PRETTY_NAME", "an unknown distribution"));
  }
}
