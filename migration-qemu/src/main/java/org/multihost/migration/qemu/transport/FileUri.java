package org.multihost.migration.qemu.transport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.multihost.migration.MultihostConfigurationException;
import org.multihost.migration.VirtualMachineException;
import org.multihost.migration.qemu.qmp.QmpClient;
import org.multihost.migration.spi.MigrationEndpoint;

/**
 * The URI by which one QEMU writes or reads a file: QEMU opens the file itself since 8.2, before
 * that a shell does. The content is the same, so that the two sides may differ; but only a file
 * that QEMU has opened is seekable.
 */
record FileUri(Path file) {

  private static final String BY_QEMU = "file:";
  private static final String OFFSET = ",offset=";
  static final String DIRECT_IO = "direct-io";
  static final String MULTIFD = "multifd";

  /** Returns the file of an endpoint whose destination opens files itself. */
  static Optional<FileUri> of(MigrationEndpoint endpoint) {
    return endpoint.uri().startsWith(BY_QEMU)
        ? Optional.of(new FileUri(Path.of(endpoint.uri().substring(BY_QEMU.length()))))
        : Optional.empty();
  }

  /** Refuses a path that QEMU or the shell would not take as it is, whatever version this is. */
  void verify(String vm) {
    String path = file.toString();
    if (path.contains(OFFSET)) {
      throw refused(vm, "QEMU takes [" + OFFSET + "] as the end of the path");
    }
    if (path.contains("\n")) {
      throw refused(vm, "it has a newline");
    }
  }

  private MultihostConfigurationException refused(String vm, String reason) {
    return new MultihostConfigurationException(
        "Virtual machine [%s] cannot migrate by throughFile [%s]: %s; choose another path"
            .formatted(vm, file, reason));
  }

  String writtenBy(QmpClient qmp) {
    return opensFiles(qmp) ? BY_QEMU + file : "exec:cat > " + IncomingStream.quoted(file);
  }

  String readBy(QmpClient qmp) {
    return opensFiles(qmp) ? BY_QEMU + file : "exec:cat " + IncomingStream.quoted(file);
  }

  private static boolean opensFiles(QmpClient qmp) {
    return qmp.greeting().isAtLeast(8, 2);
  }

  /**
   * Verifies that the file can be opened as QEMU will: where direct I/O is impossible, several
   * channels with it crash QEMU 10.0.2, and the guest with it.
   *
   * @param access how QEMU opens it
   * @throws VirtualMachineException if the file's file system has no direct I/O
   */
  void verifyDirectIo(String vm, QmpClient qmp, OpenOption access) {
    if (!opensDirectly(qmp)) {
      return;
    }
    try {
      FileChannel.open(file, access, direct()).close();
    } catch (NoSuchFileException | AccessDeniedException impossible) {
      // QEMU says so, whatever its parameters.
    } catch (IOException | UnsupportedOperationException refused) {
      throw new VirtualMachineException(
          "Virtual machine [%s] cannot migrate with the parameter [%s]: the file [%s] cannot be opened for direct I/O [%s]; choose a file on another file system, or leave the parameter out"
              .formatted(vm, DIRECT_IO, file, refused.getMessage()),
          refused);
    }
  }

  /** The JDK's option, by name: since JDK 25, its compiler warns of each use of the type. */
  private static OpenOption direct() {
    try {
      return Stream.of(Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants())
          .filter(option -> option.toString().equals("DIRECT"))
          .map(OpenOption.class::cast)
          .findFirst()
          .orElseThrow(() -> new UnsupportedOperationException("not known to this JDK"));
    } catch (ClassNotFoundException absent) {
      throw new UnsupportedOperationException("not known to this JDK", absent);
    }
  }

  /** QEMU ignores the parameter if there is one channel only. */
  private static boolean opensDirectly(QmpClient qmp) {
    return qmp.execute("query-migrate-parameters").path(DIRECT_IO).asBoolean()
        && StreamSupport.stream(qmp.execute("query-migrate-capabilities").spliterator(), false)
            .filter(each -> each.path("capability").asText().equals(MULTIFD))
            .anyMatch(each -> each.path("state").asBoolean());
  }

  /**
   * Creates the file with the permissions of any other file of this host: QEMU would create it for
   * its own user and group only, and the destination's QEMU may have another user.
   */
  void create() {
    try {
      Files.createFile(file);
    } catch (IOException existsOrImpossible) {
      // QEMU overwrites it, or says why it cannot.
    }
  }
}
