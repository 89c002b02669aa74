package org.multihost.migration.launchers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A user's project with a POM, outside of this repository.
 *
 * @param repository the local repository of its builds
 */
record MavenProject(Path directory, Path repository) implements AutoCloseable {

  private static final Path SOURCES = Tools.PROJECT.resolve("sample-tests/src/it");

  /** Copies a project of {@code src/it} to a directory, beside what is there. */
  static MavenProject copiedTo(Path directory, String name) throws IOException {
    Path sources = SOURCES.resolve(name);
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = directory.resolve(sources.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new MavenProject(directory, MavenRepository.createIn(directory));
  }

  /** Runs some executions in one build. */
  MavenBuild run(JUnit junit, List<Execution> executions, String... goalsBefore) throws Exception {
    Path results = Files.createTempDirectory(directory, "build");
    for (Execution execution : executions) {
      Files.createDirectories(results.resolve(execution.id() + ".marks"));
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Tools.maven().toString(),
                "-Dmaven.repo.local=" + repository,
                "-Ddemo.junit=" + junit.bom(),
                "-Ddemo.version=" + MavenRepository.version(),
                "-Ddemo.port=" + freePort(),
                "-Ddemo.directory=" + results));
    // As the build that runs this test: what is missing in the local repository is fetched, or not.
    if ("offline=true".equals(System.getProperty("launchers.network"))) {
      command.add("-o");
    }
    command.addAll(List.of(goalsBefore));
    executions.forEach(each -> command.add(each.toString()));
    return new MavenBuild(Launched.run(directory, command, results), results);
  }

  @Override
  public void close() throws IOException {
    MavenRepository.unlink(repository);
  }

  /** A port for the hosts of a run that Maven does not start itself. */
  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
