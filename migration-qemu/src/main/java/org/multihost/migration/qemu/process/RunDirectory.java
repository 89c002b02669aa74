package org.multihost.migration.qemu.process;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The private directory for the sockets of one QEMU process. Its path is short: the path of a
 * Unix-domain socket must be below 108 bytes.
 *
 * @param path absolute; need not exist yet
 */
@API(status = INTERNAL)
public record RunDirectory(Path path) {

  private static final int LONGEST_SOCKET_PATH = 107;
  private static final int LONGEST_SOCKET_NAME = 12;
  private static final int LONGEST_HOST = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Returns a unique path in Java's temporary directory or, if that is too long, in /tmp. */
  public static RunDirectory named(String runId, String host) {
    String place = host.replaceAll("[^A-Za-z0-9_-]", "_");
    String name =
        "mh-%s-%s-%s"
            .formatted(
                runId,
                place.substring(0, Math.min(place.length(), LONGEST_HOST)),
                HexFormat.of().toHexDigits(RANDOM.nextLong()));
    Path preferred = Path.of(System.getProperty("java.io.tmpdir"), name).toAbsolutePath();
    int length = preferred.toString().length() + 1 + LONGEST_SOCKET_NAME;
    return new RunDirectory(
        length > LONGEST_SOCKET_PATH ? Path.of("/tmp", name).toAbsolutePath() : preferred);
  }

  /** Returns the path of one of its sockets. */
  public Path socket(String name) {
    return path.resolve(name);
  }

  /** Returns the path of one of its files. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** Copies files into the directory, for this user to write. */
  void copy(Map<String, Path> templates) throws IOException {
    for (Map.Entry<String, Path> template : templates.entrySet()) {
      Files.write(file(template.getKey()), Files.readAllBytes(template.getValue()));
    }
  }

  /** Creates the directory, for this user only. */
  public void create() throws IOException {
    Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /**
   * Removes the directory with its content; a directory that is missing, or removed at the same
   * time by another process, is no error.
   */
  public void delete() {
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (NoSuchFileException gone) {
      // already removed
    } catch (IOException failed) {
      throw new UncheckedIOException("Run directory [" + path + "] cannot be removed", failed);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
