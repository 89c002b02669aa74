package org.multihost.migration.internal.scenario.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void namesAFileThatCannotBeRemoved() throws IOException {
    Path taken = Files.createDirectory(directory.resolve("taken"));
    Files.createFile(taken.resolve("inside"));

    assertThatThrownBy(() -> MigrationFiles.remove(List.of(taken)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("[" + taken + "]");
  }
}
