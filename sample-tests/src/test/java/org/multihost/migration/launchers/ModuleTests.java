package org.multihost.migration.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's project with a {@code module-info.java}, which a real Maven compiles and tests. */
class ModuleTests {

  private static final Execution TEST = new Execution("surefire", "test", "module");

  @TempDir private Path files;

  @AfterAll
  static void write() throws IOException {
    LauncherTable.write();
  }

  static List<JUnit> versions() {
    return LauncherTable.isWhole() ? JUnit.supported() : List.of(JUnit.V5_12);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void testsOfAModulesPackageRunOnEveryHost(JUnit junit) throws Exception {
    try (MavenProject project = MavenProject.copiedTo(files, "users-module")) {
      check(junit, project.run(junit, List.of(TEST), "compiler:compile", "compiler:testCompile"));
    }
  }

  private static void check(JUnit junit, MavenBuild build) throws Exception {
    LauncherTable.note(
        "Maven Surefire, a project with `module-info.java`",
        junit,
        () -> {
          build
              .of(TEST)
              .hasPassed(Set.of("source.modular", "destination.modular", "nowhere.in-module"));
          assertThat(build.failed(TEST)).isZero();
        });
  }
}
