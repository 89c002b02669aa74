package org.multihost.migration.internal.config;

import java.util.Optional;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;

/** The setting {@code multihost.migration.transport}, with the commands of {@code exec}. */
final class Transports {

  /** A transport's word. */
  enum Word {
    TCP,
    UNIX,
    EXEC,
    FD,
    RDMA
  }

  private Transports() {}

  static Transport read(Settings settings) {
    Word word = RunSettings.MIGRATION_TRANSPORT.read(settings);
    Optional<String> source = RunSettings.MIGRATION_EXEC_SOURCE.read(settings);
    Optional<String> destination = RunSettings.MIGRATION_EXEC_DESTINATION.read(settings);
    if (source.isPresent() != destination.isPresent()) {
      throw new MultihostConfigurationException(
          "Setting [%s] is set and [%s] is not; expected both or neither"
              .formatted(keyOf(source.isPresent()), keyOf(source.isEmpty())));
    }
    return switch (word) {
      case TCP -> Transport.tcp();
      case UNIX -> Transport.unix();
      case FD -> Transport.fd();
      case RDMA -> Transport.rdma();
      case EXEC ->
          source.isEmpty()
              ? Transport.exec()
              : Transport.exec(source.get(), destination.orElseThrow());
    };
  }

  /** Returns the key of the source's command, or of the destination's. */
  private static String keyOf(boolean source) {
    return (source ? RunSettings.MIGRATION_EXEC_SOURCE : RunSettings.MIGRATION_EXEC_DESTINATION)
        .key();
  }
}
