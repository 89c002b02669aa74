package org.multihost.migration.internal.scenario.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.multihost.migration.internal.ssh.SshCopy;

/** The files on this host that VMs pass through. */
public final class MigrationFiles {

  private MigrationFiles() {}

  /** Returns the files that exist, complete or not. */
  static List<Path> present(List<Path> files) {
    return files.stream()
        .flatMap(file -> Stream.of(file, SshCopy.partialOf(file)))
        .filter(Files::exists)
        .toList();
  }

  /** Removes the files that exist, complete or not. */
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
