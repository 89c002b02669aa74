package org.multihost.migration.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A local repository of Maven for tests: links to everything in the user's one but this project's
 * artifacts, and those of this build.
 */
final class MavenRepository {

  private static final String GROUP = "multihost";
  private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");

  private MavenRepository() {}

  /** Creates the repository; the user's one is only read. */
  static Path createIn(Path directory) throws IOException {
    Path users = users();
    Path repository = Files.createDirectories(directory.resolve("repository"));
    link(users, repository, "org");
    link(users.resolve("org"), repository.resolve("org"), GROUP);
    Path group = repository.resolve("org").resolve(GROUP);
    copyPom(Tools.PROJECT, group, "multihost-migration");
    for (String module : List.of("migration-extension", "migration-qemu")) {
      Path pom = copyPom(Tools.PROJECT.resolve(module), group, module);
      putJar(module, Path.of(pom.toString().replaceFirst("pom$", "jar")));
    }
    return repository;
  }

  /** The version of this project. */
  static String version() throws IOException {
    Matcher first = VERSION.matcher(Files.readString(Tools.PROJECT.resolve("pom.xml")));
    assertThat(first.find()).isTrue();
    return first.group(1);
  }

  /** Surefire says where the outer build's repository is. */
  private static Path users() {
    String outer = System.getProperty("localRepository");
    return outer != null
        ? Path.of(outer)
        : Path.of(System.getProperty("user.home"), ".m2", "repository");
  }

  private static void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path each : entries.toList()) {
        if (!each.getFileName().toString().equals(except)) {
          Files.createSymbolicLink(to.resolve(each.getFileName()), each);
        }
      }
    }
  }

  /** Removes the links, of which JUnit would warn one by one. */
  static void unlink(Path repository) throws IOException {
    for (Path directory : List.of(repository, repository.resolve("org"))) {
      try (Stream<Path> entries = Files.list(directory)) {
        for (Path link : entries.filter(Files::isSymbolicLink).toList()) {
          Files.delete(link);
        }
      }
    }
  }

  private static Path copyPom(Path module, Path group, String artifact) throws IOException {
    String version = version();
    Path directory = Files.createDirectories(group.resolve(artifact).resolve(version));
    return Files.copy(
        module.resolve("pom.xml"),
        directory.resolve(artifact + "-" + version + ".pom"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Copies the JAR of the reactor, or makes one of its classes, if it has got no further. */
  private static void putJar(String module, Path jar) throws IOException {
    Path built =
        UsersProject.libraries()
            .filter(path -> path.startsWith(Tools.PROJECT.resolve(module)))
            .findFirst()
            .orElseThrow();
    if (Files.isRegularFile(built)) {
      Files.copy(built, jar);
      return;
    }
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "-cf", jar.toString(), "-C", built.toString(), ".");
    assertThat(status).isZero();
  }
}
