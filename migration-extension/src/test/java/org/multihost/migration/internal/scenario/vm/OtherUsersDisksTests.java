package org.multihost.migration.internal.scenario.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MultihostConfigurationException;

/**
 * A directory for disks that another user has, too. The user under test is root without its
 * privileges, in a JVM of its own.
 */
final class OtherUsersDisksTests {

  private static final int OTHER = 65_534;
  private static final String PRIVILEGES = "-dac_override,-dac_read_search,-fowner";

  @TempDir Path parent;

  /** Runs in the JVM of that user. */
  public static void main(String[] arguments) {
    Path parent = Path.of(arguments[0]);
    OwnedDirectory.sweep(parent, "new");
    try (OwnedDirectory own = OwnedDirectory.create(parent, "new", "a test")) {
      System.out.println("made " + own.path());
    } catch (MultihostConfigurationException refused) {
      System.out.println("refused: " + refused.getMessage());
    }
  }

  @BeforeEach
  void needsRoot() {
    assumeTrue(
        System.getProperty("user.name").equals("root") || "true".equals(System.getenv("CI")),
        "the files of another user need root and setpriv");
  }

  private String said(Path directory) throws Exception {
    Path output = Files.createTempFile("other-user", ".txt");
    try {
      Process process =
          new ProcessBuilder(
                  "setpriv",
                  "--bounding-set=" + PRIVILEGES,
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  OtherUsersDisksTests.class.getName(),
                  directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the user's JVM has ended").isTrue();
      return Files.readString(output, StandardCharsets.UTF_8);
    } finally {
      Files.delete(output);
    }
  }

  private Path leftBy(String run) throws IOException {
    Path left = Files.createDirectory(parent.resolve("multihost-" + run + "-1"));
    Files.createFile(left.resolve("owner.lock"));
    return left;
  }

  private static void give(Path directory, String permissions) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    Files.setAttribute(directory, "unix:uid", OTHER);
  }

  @Test
  void areLeftAloneAndTheOwnOnesAreSwept() throws Exception {
    Path others = leftBy("old");
    Path own = leftBy("older");
    give(others, "rwx------");

    assertThat(said(parent)).startsWith("made " + parent.resolve("multihost-new-"));

    assertThat(others).exists();
    assertThat(own).doesNotExist();
    assertThat(Files.list(parent).toList()).isEqualTo(List.of(others));
  }

  @Test
  void makeNoDirectoryOfOneThatTheUserCannotWriteTo() throws Exception {
    Path others = Files.createDirectory(parent.resolve("disks"));
    give(others, "rwxr-xr-x");

    assertThat(said(others))
        .startsWith("refused: User [root] cannot write to directory [" + others + "]")
        .contains("set [multihost.disks.dir] to a directory that this user can write to");
  }
}
