package org.multihost.migration.qemu.snapshot;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apiguardian.api.API;

/**
 * A snapshot of a booted guest, in a directory of the cache.
 *
 * @param directory contains the two files
 */
@API(status = INTERNAL)
public record GuestSnapshot(Path directory) {

  /**
   * Returns the file with the VM's state, in QEMU's migration format. It is created last: with it,
   * the snapshot is complete.
   */
  public Path state() {
    return directory.resolve("state");
  }

  /** Returns the file with the guest's console output up to the snapshot. */
  public Path console() {
    return directory.resolve("console.log");
  }

  public boolean exists() {
    return Files.isRegularFile(state());
  }

  Instant lastUse() throws IOException {
    return Files.getLastModifiedTime(state()).toInstant();
  }

  /**
   * Marks the snapshot as used now, so that it is kept. In a cache that this user cannot write, it
   * stays unmarked: nothing is removed there either.
   */
  void used() throws IOException {
    try {
      Files.setLastModifiedTime(state(), FileTime.from(Instant.now()));
    } catch (NoSuchFileException removed) {
      throw removed;
    } catch (FileSystemException unwritable) {
      // it can be read all the same
    }
  }

  /** Removes the state, so that the snapshot is not used again. */
  public void discard() throws IOException {
    Files.deleteIfExists(state());
  }
}
