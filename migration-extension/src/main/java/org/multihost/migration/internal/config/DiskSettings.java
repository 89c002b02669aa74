package org.multihost.migration.internal.config;

import java.nio.file.Path;

/**
 * Where the clones of disks go, and how long they stay.
 *
 * @param directory absolute; all hosts of a run share it
 * @param keep what becomes of them after a test
 */
public record DiskSettings(Path directory, Keep keep) {

  /** What becomes of the clones after a test. */
  public enum Keep {
    /** They are removed. */
    NEVER,
    /** Those of a test that has failed stay. */
    ON_FAILURE
  }

  static DiskSettings read(Settings settings) {
    return new DiskSettings(
        settings
            .find("multihost.disks.dir")
            .map(Setting::path)
            .orElseGet(() -> settings.reportDirectory().resolve("disks"))
            .toAbsolutePath(),
        settings.find("multihost.keep").map(s -> s.oneOf(Keep.class)).orElse(Keep.NEVER));
  }
}
