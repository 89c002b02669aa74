package org.multihost.migration.internal.config;

import java.util.List;
import java.util.Optional;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;
import org.multihost.migration.internal.config.SettingDeclaration.Default;
import org.multihost.migration.internal.config.SettingDeclaration.Place;
import org.multihost.migration.internal.config.text.Words;
import org.multihost.migration.spi.text.PortRange;

/** The declarations of the settings of migrations: the ways from one host to another. */
public final class TransferSettings {

  /** The address that this host offers for incoming migrations. */
  public static final SettingDeclaration<Optional<String>> ADDRESS =
      ofRun(
          "address",
          SettingType.text("address"),
          Default.absent("the host's address in `multihost.hosts`"),
          "the address that this host offers for migrations");

  /** The ports for incoming migrations. */
  public static final SettingDeclaration<PortRange> PORTS =
      ofRun(
          "ports",
          SettingType.of("port or range, `49152-49215`", Setting::portRange),
          new Default<>("any", PortRange.ANY),
          "the ports that this host listens on for migrations over `tcp`, `fd` and `rdma`");

  static final SettingDeclaration<Transport> TRANSPORT =
      ofRun(
          "transport",
          SettingType.oneOf(Transport.named(), TransferSettings::word),
          new Default<>("`" + word(Transport.tcp()) + "`", Transport.tcp()),
          "the default transport");

  static final SettingDeclaration<Optional<String>> EXEC_SOURCE =
      ofRun(
          "exec.source",
          SettingType.text("command"),
          Default.absent("`cat > {pipe}`"),
          "the source's command of `exec`, with `{pipe}` and `{address}`");

  static final SettingDeclaration<Optional<String>> EXEC_DESTINATION =
      ofRun(
          "exec.destination",
          SettingType.text("command"),
          Default.absent("`cat {pipe}`"),
          "the destination's command of `exec`; set both commands or neither");

  static final SettingDeclaration<Optional<Setting>> SSH =
      ofHost(
          "ssh",
          "`[user@]address[:port]`",
          Default.none(),
          "how a host is reached by SSH, to send it the file of a migration through a file; `address` may be a name of `~/.ssh/config`");

  static final SettingDeclaration<Optional<Setting>> SSH_IDENTITY =
      ofHost("ssh.identity", "path", Default.absent("as `ssh` is configured"), "the private key");

  static final SettingDeclaration<Optional<Setting>> SSH_KNOWN_HOSTS =
      ofHost(
          "ssh.known-hosts",
          "path",
          Default.absent("`~/.ssh/known_hosts`"),
          "the file with the server's key; another server is refused");

  /** Which migrations have their memory verified. */
  public static final SettingDeclaration<MemoryProofs> VERIFY_MEMORY =
      new SettingDeclaration<>(
          "multihost.verify-memory",
          SettingType.word(MemoryProofs.class),
          Default.of(MemoryProofs.ASK),
          "which migrations have their guest's memory compared on both sides: all that can, none, or those with `verifyMemory()`",
          Place.RUN);

  /** The migrations whose memory is verified. */
  public enum MemoryProofs {
    /** All of which it is possible. */
    ALWAYS,
    /** None. */
    NEVER,
    /** Those of which the test asks it. */
    ASK
  }

  static final List<SettingDeclaration<?>> ALL =
      List.of(
          ADDRESS,
          PORTS,
          TRANSPORT,
          VERIFY_MEMORY,
          EXEC_SOURCE,
          EXEC_DESTINATION,
          SSH,
          SSH_IDENTITY,
          SSH_KNOWN_HOSTS);

  private TransferSettings() {}

  /** Reads the default transport, with the commands of {@code exec}. */
  static Transport transport(Settings settings) {
    Transport transport = settings.get(TRANSPORT);
    Optional<String> source = settings.get(EXEC_SOURCE);
    Optional<String> destination = settings.get(EXEC_DESTINATION);
    if (source.isPresent() != destination.isPresent()) {
      throw new MultihostConfigurationException(
          "Setting [%s] is set and [%s] is not; expected both or neither"
              .formatted(execKey(source.isPresent()), execKey(source.isEmpty())));
    }
    return transport.kind() == Transport.Kind.EXEC && source.isPresent()
        ? Transport.exec(source.get(), destination.orElseThrow())
        : transport;
  }

  private static String execKey(boolean ofSource) {
    return (ofSource ? EXEC_SOURCE : EXEC_DESTINATION).key();
  }

  private static String word(Transport transport) {
    return Words.of(transport.kind());
  }

  private static <T> SettingDeclaration<T> ofRun(
      String name, SettingType<T> type, Default<T> otherwise, String meaning) {
    return new SettingDeclaration<>(
        "multihost.migration." + name, type, otherwise, meaning, Place.RUN);
  }

  private static SettingDeclaration<Optional<Setting>> ofHost(
      String name, String type, Default<Optional<Setting>> otherwise, String meaning) {
    return new SettingDeclaration<>(
        "multihost." + name, SettingType.raw(type), otherwise, meaning, Place.RUN_OR_HOST);
  }
}
