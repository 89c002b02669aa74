package org.multihost.migration.internal.scenario.environment;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where this host writes what concerns one test: files that begin with the test's name, beside the
 * logs of the machines.
 *
 * @param directory of this host and the test's class; need not exist yet
 * @param test the test's name, as a person knows it
 */
public record TestLogs(Path directory, String test) {

  private static final int LONGEST_NAME = 80;

  /** Writes a file; one of the same name, of the same test when it ran before, stays as it is. */
  public Path write(String suffix, String text) throws IOException {
    Files.createDirectories(directory);
    String name = test.replaceAll("[^A-Za-z0-9_.#-]+", "_");
    String stem = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    for (int number = 1; ; number++) {
      Path file = directory.resolve(stem + (number == 1 ? "" : "-" + number) + suffix);
      try {
        return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException taken) {
        // the next number
      }
    }
  }
}
