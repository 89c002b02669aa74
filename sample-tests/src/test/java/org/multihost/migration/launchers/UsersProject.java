package org.multihost.migration.launchers;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A user's project in a directory outside of the repository.
 *
 * @param classes its compiled tests
 */
record UsersProject(Path directory, Path classes) {

  static final Path SOURCES = Tools.PROJECT.resolve("sample-tests/src/it/users-project");

  /** The names of JARs on the test's own class path that belong to no user's project. */
  private static final List<String> NOT_THE_USERS =
      List.of("junit-", "opentest4j-", "apiguardian-", "archunit", "awaitility", "slf4j-simple");

  /** Compiles the tests against the oldest JUnit, so that they run with each. */
  static UsersProject compiledIn(Path directory) throws IOException {
    UsersProject project =
        new UsersProject(
            directory, Files.createDirectories(directory.resolve("target/test-classes")));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        new ArrayList<>(
            List.of("-parameters", "-nowarn", "-proc:none", "-d", project.classes.toString()));
    arguments.addAll(List.of("-cp", path(libraries(), Stream.of(JUnit.V5_12.jar()))));
    try (Stream<Path> files = Files.walk(SOURCES.resolve("src/test/java/demo"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return project;
  }

  /** The project with one more file on its class path; this one stays as it is. */
  UsersProject withResource(String name, String text) throws IOException {
    Path copy = Files.createTempDirectory(directory, "test-classes");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(classes.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.writeString(copy.resolve(name), text);
    return new UsersProject(directory, copy);
  }

  /** This project's artifacts and what they need, without JUnit. */
  static Stream<Path> libraries() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> !entry.startsWith(Tools.PROJECT.resolve("sample-tests")))
        .filter(
            entry -> NOT_THE_USERS.stream().noneMatch(entry.getFileName().toString()::startsWith));
  }

  /** The class path of the tests, without JUnit. */
  String classPath() {
    return path(Stream.of(classes), libraries());
  }

  static String path(Stream<Path> first, Stream<Path> second) {
    return Stream.concat(first, second).map(Path::toString).collect(joining(File.pathSeparator));
  }

  /** Creates a directory for the marks of one run. */
  Path newMarks() throws IOException {
    return Files.createTempDirectory(directory, "marks");
  }
}
