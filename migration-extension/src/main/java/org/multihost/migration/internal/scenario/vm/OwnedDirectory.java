package org.multihost.migration.internal.scenario.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.internal.config.RunSettings;
import org.multihost.migration.internal.config.text.WritableDirectory;

/**
 * A directory of one test, or of one class, with what is removed after it. Its process holds a lock
 * on a file in it. A directory whose lock no process holds was left by a killed process, and is
 * removed by the next sweep. Safe for use by several threads.
 */
final class OwnedDirectory implements AutoCloseable {

  private static final String PREFIX = "multihost-";
  private static final String LOCK = "owner.lock";

  private final Path path;
  private final FileChannel lock;

  private OwnedDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Creates a new directory beside those of other tests and runs.
   *
   * @param content what it is for, for messages
   */
  public static OwnedDirectory create(Path parent, String runId, String content) {
    WritableDirectory.create(parent, RunSettings.DISKS_DIR.key());
    try {
      Path path = Files.createTempDirectory(parent, PREFIX + runId + "-");
      return new OwnedDirectory(path, locked(path));
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "Cannot make a directory in [%s] for %s".formatted(parent, content), failed);
    }
  }

  /**
   * Locks the file before it has its name; otherwise another process could sweep the directory in
   * between.
   */
  private static FileChannel locked(Path directory) throws IOException {
    Path unnamed = directory.resolve(LOCK + ".new");
    FileChannel channel =
        FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.lock();
    Files.move(unnamed, directory.resolve(LOCK));
    return channel;
  }

  public Path path() {
    return path;
  }

  /** Keeps the directory: releases it, and no sweep removes it. */
  public synchronized void keep() {
    try (lock) {
      Files.deleteIfExists(path.resolve(LOCK));
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot keep the directory [" + path + "]", failed);
    }
  }

  /** Returns whether it is neither removed nor kept. */
  boolean isOwned() {
    return lock.isOpen();
  }

  /** Removes the directory with its content, unless it is removed or kept. */
  @Override
  public synchronized void close() {
    if (!isOwned()) {
      return;
    }
    try (lock) {
      delete(path);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot remove the directory [" + path + "]", failed);
    }
  }

  /**
   * Removes the directories that killed processes have left, as far as this user may; other users'
   * directories do not concern this test.
   *
   * @param runId the id of this run, whose own directories are not opened: that would release a
   *     lock of this process
   */
  static void sweep(Path parent, String runId) {
    if (!Files.isDirectory(parent)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path directory : found) {
        if (!directory.getFileName().toString().startsWith(PREFIX + runId + "-")) {
          removeIfLeft(directory);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot sweep the directories in [" + parent + "]", failed);
    }
  }

  private static void removeIfLeft(Path directory) {
    Path file = directory.resolve(LOCK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        @Nullable FileLock free = channel.tryLock()) {
      if (free != null) {
        delete(directory);
      }
    } catch (IOException others) {
      // kept for the user, another user's, or swept by another process
    } catch (OverlappingFileLockException ours) {
      // of another run in this process
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(directory)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
