package org.multihost.migration.qemu.guest.image;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apiguardian.api.API;
import org.multihost.migration.MultihostConfigurationException;

/**
 * A file that is named after its content, in the cache or, if that cannot be written, in a
 * directory for temporary files. Several processes may write it at once.
 */
@API(status = INTERNAL)
public final class CachedFile {

  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

  private CachedFile() {}

  /**
   * Returns the file, and writes it unless it is there.
   *
   * @param what the file in words, for a message
   * @param ending the end of its name
   * @throws MultihostConfigurationException if it can be written nowhere
   */
  public static Path of(String what, byte[] content, String ending, Path cache) {
    return of(what, content, ending, cache, ownTemporaryDirectory());
  }

  /** A directory of this user alone: otherwise other users could put another guest there. */
  private static Path ownTemporaryDirectory() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "multihost-" + System.getProperty("user.name"));
  }

  static Path of(String what, byte[] content, String ending, Path cache, Path temporary) {
    String name = Sha256.name(content) + ending;
    try {
      return published(content, cache.resolve(name));
    } catch (IOException refused) {
      try {
        if (!Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(temporary, PosixFilePermissions.asFileAttribute(OWN));
        }
        requireOwn(temporary);
        return published(content, temporary.resolve(name));
      } catch (IOException refusedToo) {
        throw unwritable(what, cache, refused, temporary, refusedToo);
      }
    }
  }

  private static void requireOwn(Path directory) throws IOException {
    String owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName();
    if (!owner.equals(System.getProperty("user.name"))
        || !Files.getPosixFilePermissions(directory).equals(OWN)) {
      throw new IOException("it belongs to [%s], or others may write to it".formatted(owner));
    }
  }

  private static MultihostConfigurationException unwritable(
      String what, Path cache, IOException refused, Path temporary, IOException refusedToo) {
    return new MultihostConfigurationException(
        "%s can be written neither to [%s] (%s) nor to [%s] (%s); let XDG_CACHE_HOME or -Djava.io.tmpdir name a directory that this user can write"
            .formatted(
                Character.toUpperCase(what.charAt(0)) + what.substring(1),
                cache,
                refused,
                temporary,
                refusedToo),
        refused);
  }

  private static Path published(byte[] content, Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != content.length) {
      publish(content, Files.createDirectories(file.getParent()), file);
    }
    return file;
  }

  private static void publish(byte[] content, Path directory, Path file) throws IOException {
    Path unfinished = Files.createTempFile(directory, file.getFileName().toString(), ".new");
    try {
      Files.write(unfinished, content);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
