package org.multihost.migration.internal.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SSH access to a host, from the setting {@code multihost.host.<host>.ssh}. Absent values are
 * taken from this user's {@code ~/.ssh/config}.
 *
 * @param address a host alias in that file, a host name or an address
 * @param identity the file of a private key
 * @param knownHosts the file of known server keys; {@code ~/.ssh/known_hosts} if empty
 */
public record SshTarget(
    Optional<String> user,
    String address,
    Optional<Integer> port,
    Optional<Path> identity,
    Optional<Path> knownHosts) {

  private static final Pattern FORM =
      Pattern.compile("(?:([^@:\\s]+)@)?([^@:\\s]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

  /**
   * Reads the SSH access to a host; empty if it is not set.
   *
   * @throws org.multihost.migration.MultihostConfigurationException if the setting is wrong
   */
  public static Optional<SshTarget> of(Settings settings, String host) {
    return settings
        .find(TransferSettings.SSH.key(), host)
        .map(setting -> parse(setting, settings, host));
  }

  private static SshTarget parse(Setting setting, Settings settings, String host) {
    Matcher form = FORM.matcher(setting.value().strip());
    if (!form.matches()) {
      throw setting.refuse("[<user>@]<address>[:<port>]");
    }
    return new SshTarget(
        Optional.ofNullable(form.group(1)),
        form.group(2).replaceAll("^\\[|]$", ""),
        Optional.ofNullable(form.group(3)).map(port -> port(setting, port)),
        settings.find(TransferSettings.SSH_IDENTITY.key(), host).map(SshTarget::readable),
        settings.find(TransferSettings.SSH_KNOWN_HOSTS.key(), host).map(SshTarget::readable));
  }

  private static int port(Setting setting, String text) {
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw setting.refuse("[<user>@]<address>[:<port>] with a port from 1 to 65535");
    }
    return port;
  }

  private static Path readable(Setting setting) {
    Path file = setting.path().toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw setting.refuse("a file that this user can read");
    }
    return file;
  }

  @Override
  public String toString() {
    return user.map(name -> name + "@").orElse("")
        + address
        + port.map(number -> ":" + number).orElse("");
  }
}
