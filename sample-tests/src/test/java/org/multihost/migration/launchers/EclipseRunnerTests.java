package org.multihost.migration.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's project in Eclipse: its runner in a JVM, and Eclipse's end of their socket. */
class EclipseRunnerTests {

  private static final String SHAPES = "demo.ShapesTests";

  private static UsersProject project;

  @BeforeAll
  static void compile(@TempDir Path directory) throws IOException {
    project = UsersProject.compiledIn(directory);
  }

  @AfterAll
  static void write() throws IOException {
    LauncherTable.write();
  }

  static List<JUnit> versions() {
    return LauncherTable.isWhole() ? JUnit.supported() : List.of(JUnit.V6_0);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theTreeIsClassThenHostThenTest(JUnit junit) throws Exception {
    EclipseRunner.Run run = EclipseRunner.run(project, junit, "-classNames", SHAPES);

    LauncherTable.note(
        EclipseRunner.TITLE,
        junit,
        () -> {
          assertThat(run.failures()).isEmpty();
          assertThat(run.launched().marks()).as(run.launched().output()).isEqualTo(ofShapesAlone());
          assertThat(run.tree())
              .anyMatch(node -> node.contains("[host:destination]/[method:plain("))
              .anyMatch(node -> node.contains("[host:source]/[nested-class:Inner]"));
        });
  }

  private static Set<String> ofShapesAlone() {
    Set<String> all = Launched.ofShapes();
    all.remove("nowhere.ordinary");
    return all;
  }

  @Test
  @Tag("long")
  void oneMethodRunsOnEveryHost() throws Exception {
    EclipseRunner.Run run =
        EclipseRunner.run(
            project,
            JUnit.V5_14,
            "-test",
            SHAPES + ":plain(org.multihost.migration.Hosts,org.multihost.migration.Rendezvous)");

    assertThat(run.launched().marks())
        .as(run.launched().output())
        .isEqualTo(Launched.onBothHosts("plain"));
    assertThat(run.failures()).isEmpty();
  }

  /** A host cannot run a test without the others, so the test runs on all of them. */
  @Test
  @Tag("long")
  void theTestOfAUniqueIdRunsAgainOnEveryHost() throws Exception {
    String id =
        "[engine:multihost]/[class:%s]/[host:source]/[nested-class:Inner]/[method:nested(org.multihost.migration.Hosts, org.multihost.migration.Rendezvous)]"
            .formatted(SHAPES);
    EclipseRunner.Run run =
        EclipseRunner.run(project, JUnit.V5_14, "-classNames", SHAPES, "-uniqueId", id);

    assertThat(run.launched().marks())
        .as(run.launched().output())
        .isEqualTo(Launched.onBothHosts("nested"));
    assertThat(run.failures()).isEmpty();
  }
}
