package org.multihost.migration.internal.scenario.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.multihost.migration.internal.ssh.SshCopy;

/** The files that machines pass through, on this host. */
public final class MigrationFiles {

  private MigrationFiles() {}

  /** Those that are there, complete or not. */
  static List<Path> present(List<Path> files) {
    return files.stream()
        .flatMap(file -> Stream.of(file, SshCopy.partialOf(file)))
        .filter(Files::exists)
        .toList();
  }

  /** Removes them, complete or not, where they are. */
  public static void remove(List<Path> files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
        Files.deleteIfExists(SshCopy.partialOf(file));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The file of the migration [%s] cannot be removed".formatted(file), e);
      }
    }
  }
}
