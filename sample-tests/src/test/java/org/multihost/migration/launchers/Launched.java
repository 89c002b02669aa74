package org.multihost.migration.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A launcher's process that has ended.
 *
 * @param output of the process, standard error included
 * @param marks the tests that ran, each with its host in front: {@code source.plain}
 */
record Launched(int exitCode, String output, Set<String> marks) {

  private static final long LIMIT_MINUTES = 10;
  private static final List<String> SHAPES =
      List.of(
          "plain", "parameterized-a", "parameterized-b", "dynamic-one", "dynamic-two", "nested");

  /** Runs a command in a directory until it ends. */
  static Launched run(Path directory, List<String> command, Path marks)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "launched", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      assertThat(ended).as("%s: %s", command, Files.readString(output)).isTrue();
      return new Launched(process.exitValue(), Files.readString(output), found(marks));
    } finally {
      process.destroyForcibly();
    }
  }

  /** The same process, with the marks of another directory. */
  Launched withMarks(Path directory) {
    return new Launched(exitCode, output, found(directory));
  }

  private static Set<String> found(Path marks) {
    try (Stream<Path> files = Files.list(marks)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The marks of some tests on both hosts. */
  static Set<String> onBothHosts(String... tests) {
    return Arrays.stream(tests)
        .flatMap(test -> Stream.of("source." + test, "destination." + test))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The marks of the classes {@code ShapesTests} and {@code OrdinaryTests}. */
  static Set<String> ofShapes() {
    Set<String> all = onBothHosts(SHAPES.toArray(String[]::new));
    all.add("nowhere.ordinary");
    return all;
  }

  /** Everything has run, once on each host, and passed. */
  void hasPassed(Set<String> expected) {
    assertThat(marks).as(output).isEqualTo(expected);
    assertThat(exitCode).as(output).isZero();
  }
}
