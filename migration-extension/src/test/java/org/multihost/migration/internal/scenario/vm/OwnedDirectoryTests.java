package org.multihost.migration.internal.scenario.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedDirectoryTests {

  @TempDir Path parent;

  /** As a killed process leaves it: its lock went with it. */
  private Path leftBy(String run) throws IOException {
    Path left = Files.createDirectory(parent.resolve("multihost-" + run + "-1"));
    Files.createFile(left.resolve("owner.lock"));
    Files.createFile(left.resolve("vm1-image.qcow2"));
    return left;
  }

  @Test
  void isGoneWithItsDisksWhenItIsClosed() throws IOException {
    OwnedDirectory directory = OwnedDirectory.create(parent, "run1", "disks");
    assertThat(directory.path().getFileName().toString()).startsWith("multihost-run1-");
    Files.createFile(directory.path().resolve("vm1-image.qcow2"));

    directory.close();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void sweepsWhatAKilledProcessLeft() throws IOException {
    Path left = leftBy("old");
    Path others = Files.createDirectory(parent.resolve("not-ours"));

    OwnedDirectory.sweep(parent, "new");

    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void sweepsNothingThatSomebodyOwnsOrThatWasKept() throws IOException {
    try (OwnedDirectory owned = OwnedDirectory.create(parent, "old", "disks")) {
      OwnedDirectory kept = OwnedDirectory.create(parent, "older", "disks");
      Files.createFile(kept.path().resolve("vm1-image.qcow2"));
      kept.keep();

      OwnedDirectory.sweep(parent, "new");

      assertThat(owned.path()).exists();
      assertThat(kept.path().resolve("vm1-image.qcow2")).exists();
    }
  }

  /** As another user's, whose directories nobody else may enter. */
  @Test
  void sweepsWhatItMayAndLeavesTheRest() throws IOException {
    Path closed = Files.createDirectory(parent.resolve("multihost-old-0"));
    Files.createDirectories(closed.resolve("owner.lock"));
    Path left = leftBy("old");

    OwnedDirectory.sweep(parent, "new");

    assertThat(closed).exists();
    assertThat(left).doesNotExist();
  }

  @Test
  void sweepsAPlaceThatDoesNotExistYet() {
    OwnedDirectory.sweep(parent.resolve("missing"), "new");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void goesWithItsProcessUnlessItWasKept() throws IOException {
    OwnedDirectories process = new OwnedDirectories();
    OwnedDirectory kept = process.of("run1").create(parent, "disks");
    OwnedDirectory ofTestThatRuns = process.of("run2").create(parent, "disks");
    Files.createFile(ofTestThatRuns.path().resolve("vm1-image.qcow2"));
    kept.keep();

    process.close();

    assertThat(kept.path()).isEmptyDirectory();
    assertThat(ofTestThatRuns.path()).doesNotExist();
    ofTestThatRuns.close(); // the test ends after its process has begun to
  }
}
