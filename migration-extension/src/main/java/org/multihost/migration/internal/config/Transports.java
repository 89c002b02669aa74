package org.multihost.migration.internal.config;

import java.util.Optional;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.Transport;

/** The setting {@code multihost.migration.transport}, with the commands of {@code exec}. */
final class Transports {

  private static final String SOURCE = "multihost.migration.exec.source";
  private static final String DESTINATION = "multihost.migration.exec.destination";

  private enum Word {
    TCP,
    UNIX,
    EXEC,
    FD,
    RDMA
  }

  private Transports() {}

  static Transport read(Settings settings) {
    Word word =
        settings
            .find("multihost.migration.transport")
            .map(setting -> setting.oneOf(Word.class))
            .orElse(Word.TCP);
    Optional<Setting> source = settings.find(SOURCE);
    Optional<Setting> destination = settings.find(DESTINATION);
    if (source.isPresent() != destination.isPresent()) {
      throw new MultihostConfigurationException(
          "Setting [%s] is set and [%s] is not; expected both or neither"
              .formatted(
                  source.isPresent() ? SOURCE : DESTINATION,
                  source.isPresent() ? DESTINATION : SOURCE));
    }
    return switch (word) {
      case TCP -> Transport.tcp();
      case UNIX -> Transport.unix();
      case FD -> Transport.fd();
      case RDMA -> Transport.rdma();
      case EXEC ->
          source.isEmpty()
              ? Transport.exec()
              : Transport.exec(source.get().value(), destination.orElseThrow().value());
    };
  }
}
