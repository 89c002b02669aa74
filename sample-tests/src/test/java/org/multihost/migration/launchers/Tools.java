package org.multihost.migration.launchers;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The launchers and JUnit versions on this computer. One that is missing fails the tests in CI. */
final class Tools {

  /** Surefire's working directory is the module, an IDE's may be the project. */
  static final Path PROJECT =
      (Files.exists(Path.of("sample-tests")) ? Path.of("") : Path.of(".."))
          .toAbsolutePath()
          .normalize();

  private static final Path JARS = PROJECT.resolve("sample-tests/target/launchers");

  private Tools() {}

  static Path jar(String name) {
    Path jar = JARS.resolve(name + ".jar");
    if (!Files.exists(jar)) {
      missing("[%s] is missing; [mvn process-test-resources] gets it".formatted(jar));
    }
    return jar;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static Path maven() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "mvn"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> missing("[mvn] is not in [PATH]"));
  }

  private static Path missing(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      return fail(reason);
    }
    return abort(reason);
  }
}
