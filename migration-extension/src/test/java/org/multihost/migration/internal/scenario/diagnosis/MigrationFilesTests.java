package org.multihost.migration.internal.scenario.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MultihostConfigurationException;

class MigrationFilesTests {

  @TempDir Path directory;
  private List<Path> files;

  @BeforeEach
  void write() throws IOException {
    Path whole = Files.createFile(directory.resolve("whole"));
    Path cut = directory.resolve("cut");
    Files.createFile(directory.resolve("cut.part"));
    files = List.of(whole, cut, directory.resolve("never-written"));
  }

  @Test
  void thoseThatArePresentAreCompleteOrNot() {
    assertThat(MigrationFiles.present(files))
        .containsExactly(directory.resolve("whole"), directory.resolve("cut.part"));
  }

  @Test
  void removesThemCompleteOrNotAndTwice() throws IOException {
    Path other = Files.createFile(directory.resolve("another test's"));

    MigrationFiles.remove(files);
    MigrationFiles.remove(files);

    assertThat(directory).isDirectoryContaining(other::equals);
    assertThat(MigrationFiles.present(files)).isEmpty();
  }

  /** A directory with something in it, an empty one, and a link to another's file. */
  private List<Path> others() throws IOException {
    Path full = Files.createDirectory(directory.resolve("full"));
    Files.createFile(full.resolve("inside"));
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), full.resolve("inside"));
    return List.of(full, empty, link);
  }

  @Test
  void leavesWhatIsNoFileAsItIs() throws IOException {
    List<Path> others = others();

    MigrationFiles.remove(others);

    assertThat(others).allSatisfy(other -> assertThat(other).exists());
  }

  @Test
  void refusesWhatIsNoFileBeforeItIsWritten() throws IOException {
    assertThat(others())
        .allSatisfy(
            other ->
                assertThatThrownBy(() -> MigrationFiles.requireFiles(List.of(other)))
                    .isInstanceOf(MultihostConfigurationException.class)
                    .hasMessageContainingAll("throughFile", "[" + other + "]", "another path"));
    assertThatCode(() -> MigrationFiles.requireFiles(files)).doesNotThrowAnyException();
  }
}
