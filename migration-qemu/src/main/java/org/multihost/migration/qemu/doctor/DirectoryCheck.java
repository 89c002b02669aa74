package org.multihost.migration.qemu.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The check of a directory that tests write to. It need not exist.
 *
 * @param without the state if it cannot be written
 * @param wantedMebibytes the free space below which a test may fail
 * @param remedy how to use another one
 */
record DirectoryCheck(
    String name,
    Path directory,
    Finding.State without,
    long wantedMebibytes,
    String use,
    String remedy)
    implements Check {

  private static final int MEBIBYTE = 1 << 20;

  @Override
  public Finding run() {
    Path existing = directory.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      Files.delete(Files.createTempFile(existing, "multihost-doctor", ".tmp"));
      return spacious(Files.getFileStore(existing).getUsableSpace() / MEBIBYTE);
    } catch (IOException refused) {
      return Finding.of(
          name, without, "[%s] cannot be written: %s".formatted(directory, refused), use, remedy);
    }
  }

  private Finding spacious(long mebibytes) {
    String detail = "%s, %d MiB free".formatted(directory, mebibytes);
    if (mebibytes >= wantedMebibytes) {
      return Finding.ok(name, detail, use);
    }
    return Finding.of(
        name,
        mebibytes == 0 ? without : Finding.State.LIMITED,
        "%s; %d MiB are wanted".formatted(detail, wantedMebibytes),
        use,
        "Remove files there. " + remedy);
  }
}
