package org.multihost.migration.internal.scenario.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.multihost.migration.MultihostConfigurationException;
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

  /**
   * Refuses a path at which is something else than a file: it would be overwritten, perhaps through
   * a link, and then removed.
   *
   * @throws MultihostConfigurationException if there is one
   */
  public static void requireFiles(List<Path> files) {
    for (Path file : files) {
      if (isOther(file)) {
        throw new MultihostConfigurationException(
            "throughFile [%s]: it is a directory, a link, a device or a pipe, which no VM can be saved to; choose another path"
                .formatted(file));
      }
    }
  }

  private static boolean isOther(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes the files that exist, complete or not, and nothing that is no file. */
  public static void remove(List<Path> files) {
    for (Path file : files) {
      try {
        if (!isOther(file)) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(SshCopy.partialOf(file));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The file of the migration [%s] cannot be removed".formatted(file), e);
      }
    }
  }
}
