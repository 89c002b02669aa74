package org.multihost.migration.internal.config;

import java.nio.file.Path;

/**
 * The directory of disk clones, and the rule for keeping a test's files.
 *
 * @param directory absolute path, which all hosts of a run share
 * @param keep the rule for the files of a test after it has ended
 */
public record DiskSettings(Path directory, Keep keep) {

  /** A rule for keeping the files of a test's VMs, such as disk clones, after the test. */
  public enum Keep {
    /** All files are removed. */
    NEVER,
    /** The files of a failed test are kept. */
    ON_FAILURE
  }

  static DiskSettings read(Settings settings) {
    return new DiskSettings(
        settings
            .get(RunSettings.DISKS_DIR)
            .orElseGet(() -> settings.reportDirectory().resolve("disks"))
            .toAbsolutePath(),
        settings.get(RunSettings.KEEP));
  }
}
