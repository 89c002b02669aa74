package org.multihost.migration.internal.scenario.environment;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.multihost.migration.internal.record.Recording;

/**
 * The files that this host writes on one test. Their names begin with the test's name; they are
 * beside the logs of the VMs.
 *
 * @param directory the directory of this host and the test's class; it need not exist yet
 * @param test the test's name, as shown to the user
 * @param recording the recording of the test
 */
public record TestLogs(Path directory, String test, Recording recording) {

  private static final int LONGEST_NAME = 80;

  /** Creates the files of a test that is not recorded. */
  public TestLogs(Path directory, String test) {
    this(directory, test, Recording.none());
  }

  /**
   * Writes a file. A file of the same name, from an earlier run of the test, is kept: the new
   * file's name gets a number.
   */
  public Path write(String suffix, String text) throws IOException {
    Files.createDirectories(directory);
    String name = test.replaceAll("[^A-Za-z0-9_.#-]+", "_");
    String stem = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    for (int number = 1; ; number++) {
      Path file = directory.resolve(stem + (number == 1 ? "" : "-" + number) + suffix);
      try {
        return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException taken) {
        // try the next number
      }
    }
  }
}
