package org.multihost.migration.internal.config.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.multihost.migration.MultihostConfigurationException;

/** A directory that a setting or a system property names, and that this process writes to. */
public final class WritableDirectory {

  private WritableDirectory() {}

  /**
   * Creates the directory, unless it exists.
   *
   * @param key the name of the setting or system property
   * @throws MultihostConfigurationException if that fails, or if this user cannot write there
   */
  public static Path create(Path directory, String key) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failed) {
      throw unfit(directory, key, failed.toString(), failed);
    }
    return verify(directory, key);
  }

  /**
   * Returns the directory, which must exist.
   *
   * @param key the name of the setting or system property
   * @throws MultihostConfigurationException if this user cannot write there
   */
  public static Path verify(Path directory, String key) {
    if (!Files.isDirectory(directory)) {
      throw unfit(directory, key, "it is no directory", null);
    }
    if (!Files.isWritable(directory)) {
      throw unfit(directory, key, "it is not writable", null);
    }
    return directory;
  }

  private static MultihostConfigurationException unfit(
      Path directory, String key, String why, @Nullable IOException cause) {
    return new MultihostConfigurationException(
        "User [%s] cannot write to directory [%s] of [%s]: %s; set [%s] to a directory that this user can write to"
            .formatted(System.getProperty("user.name"), directory, key, why, key),
        cause);
  }
}
