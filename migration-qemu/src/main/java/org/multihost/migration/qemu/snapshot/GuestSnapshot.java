package org.multihost.migration.qemu.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A guest that has booted, saved in a directory of the cache.
 *
 * @param directory has the two files
 */
public record GuestSnapshot(Path directory) {

  /** The machine's state, as QEMU migrates it. Comes last: with it, the directory is complete. */
  public Path state() {
    return directory.resolve("state");
  }

  /** What the guest has written to its console until then. */
  public Path console() {
    return directory.resolve("console.log");
  }

  public boolean exists() {
    return Files.isRegularFile(state());
  }

  Instant lastUse() throws IOException {
    return Files.getLastModifiedTime(state()).toInstant();
  }

  /** So that it is kept. */
  public void used() throws IOException {
    Files.setLastModifiedTime(state(), FileTime.from(Instant.now()));
  }

  /** Not to be used any more. */
  public void discard() throws IOException {
    Files.deleteIfExists(state());
  }
}
