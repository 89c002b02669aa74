package org.multihost.migration.launchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A user's project with each launcher and each version of JUnit. By default each of them runs once;
 * with {@code -Dlaunchers=whole} each launcher runs with each version.
 */
class LaunchersTests {

  private static final String SHAPES = "demo.ShapesTests";
  private static final String ORDINARY = "demo.OrdinaryTests";
  private static final String MIGRATING = "demo.MigratingTests";

  private static UsersProject project;

  @BeforeAll
  static void compile(@TempDir Path directory) throws IOException {
    project = UsersProject.compiledIn(directory);
  }

  @AfterAll
  static void write() throws IOException {
    LauncherTable.write();
  }

  static Stream<Arguments> cells() {
    return LauncherTable.isWhole()
        ? Arrays.stream(Launcher.values())
            .flatMap(launcher -> JUnit.supported().stream().map(v -> Arguments.of(launcher, v)))
        : Stream.of(Arguments.of(Launcher.ANT, JUnit.V5_13));
  }

  @ParameterizedTest(name = "{0}, JUnit {1}")
  @MethodSource("cells")
  void everyTestRunsOnEveryHost(Launcher launcher, JUnit junit) throws Exception {
    Launched launched = launcher.run(project, junit, SHAPES, ORDINARY);
    LauncherTable.note(launcher.title(), junit, () -> launched.hasPassed(Launched.ofShapes()));
  }

  static Stream<Arguments> oldestAndNewest() {
    return Stream.of(
        Arguments.of(Launcher.STANDALONE, JUnit.V5_12, "tr-TR"),
        Arguments.of(Launcher.ARGUMENT_FILE, JUnit.V6_1, "de-DE"));
  }

  /** The locales have other capital letters, and another decimal point, than programs expect. */
  @ParameterizedTest(name = "{0}, JUnit {1}, locale {2}")
  @MethodSource("oldestAndNewest")
  void aVmMigrates(Launcher launcher, JUnit junit, String locale) throws Exception {
    Set<String> expected = Launched.ofShapes();
    expected.addAll(Launched.onBothHosts("migrated"));
    launcher
        .run(project, junit, Locale.forLanguageTag(locale), SHAPES, ORDINARY, MIGRATING)
        .hasPassed(expected);
  }

  @Test
  void aMisspeltSettingInJunitsPropertiesFailsTheClassAndOrdinaryTestsRun() throws Exception {
    UsersProject misspelt =
        project.withResource("junit-platform.properties", "multihost.timeout.jion=20s\n");
    Launched launched = Launcher.STANDALONE.run(misspelt, JUnit.V5_14, SHAPES, ORDINARY);

    assertThat(launched.marks()).as(launched.output()).containsExactly("nowhere.ordinary");
    assertThat(launched.exitCode()).isNotZero();
    assertThat(launched.output())
        .contains(
            "Setting [multihost.timeout.jion] (from JUnit configuration parameter) is unknown",
            "did you mean [multihost.timeout.join]?");
  }

  @Test
  void anOlderJUnitIsToldInOneSentenceAndOrdinaryTestsRun() throws Exception {
    Launched launched = Launcher.STANDALONE.run(project, JUnit.TOO_OLD, SHAPES, ORDINARY);

    assertThat(launched.marks()).as(launched.output()).containsExactly("nowhere.ordinary");
    assertThat(launched.exitCode()).isNotZero();
    assertThat(launched.output())
        .contains(
            "Multihost Migration needs JUnit 5.12 or newer, and the class path has version ["
                + JUnit.TOO_OLD.platform()
                + "] of the JUnit Platform")
        .doesNotContain("NoClassDefFoundError", "NoSuchMethodError", "JUnitException");
    assertThat(List.of(launched.output().split("needs JUnit 5.12", -1))).hasSizeLessThan(4);
  }
}
