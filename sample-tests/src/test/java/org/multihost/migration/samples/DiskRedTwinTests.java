package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;

/** The tests of disks and media with a fault left in: they must fail, and for that reason. */
@ExtendWith(Twins.Resolver.class)
class DiskRedTwinTests {

  private static final Path IMAGE = Path.of("src/test/images/data.img");

  @TempDir Path directory;

  @Test
  void aDestinationWithAnotherDiskDoesNotHaveWhatWasWritten(Twins twins) throws IOException {
    Path written = Files.copy(IMAGE, directory.resolve("written.img"));
    Path other = Files.copy(IMAGE, directory.resolve("other.img"));

    List<TestExecutionResult> results =
        twins.run(
            DisksTests.class,
            Map.of(
                "multihost.vm.vm1.clone",
                "none",
                "multihost.vm.vm1.disks",
                written + ";format=raw;serial=data",
                "multihost.host.destination.vm.vm1.disks",
                other.toString()));

    assertThat(Twins.failures(results))
        .allSatisfy(f -> assertThat(f).contains("/tmp/once /tmp/read differ"));
  }

  @Test
  @Tag("long")
  void aDestinationReadsItsOwnMediumWhereItHasOneAndElseTheSources(Twins twins) {
    String own = "multihost.host.destination.vm.vm1.cdrom";
    Twins.assertSucceeded(
        twins.run(OwnMediumTestCase.class, Map.of(own, "src/test/images/second.iso")));

    assertThat(Twins.failures(twins.run(OwnMediumTestCase.class, Map.of())))
        .allSatisfy(f -> assertThat(f).contains("[second medium] but it was [first medium]"));
  }

  @Test
  @Timeout(300)
  void theMachineOfAFailedTestIsKeptIfThatIsWanted(Twins twins) throws Exception {
    Path disks = directory.resolve("disks");
    Path reports = directory.resolve("reports");
    List<TestExecutionResult> results =
        twins.run(
            FailingDiskTestCase.class,
            Map.of(
                "multihost.keep", "on-failure",
                "multihost.disks.dir", disks.toString(),
                "multihost.report.dir", reports.toString()));

    assertThat(Twins.failures(results)).allSatisfy(f -> assertThat(f).contains("on purpose"));
    Path disk = onlyFile(disks, "");
    assertThat(disk).hasFileName("vm1-disk0.qcow2");
    Path script = onlyFile(reports, "fails.vm1.sh");
    assertThat(script).content().contains("its disks [" + disk + "]");
    try (StartedByHand qemu = StartedByHand.of(script, directory, "-S")) {
      assertThat(qemu.ask("query-status").path("status").asText()).isEqualTo("prelaunch");
      assertThat(qemu.ask("query-block").toString()).contains(disk.toString());
    }
  }

  private static Path onlyFile(Path parent, String end) throws IOException {
    try (Stream<Path> files = Files.walk(parent)) {
      List<Path> found =
          files.filter(Files::isRegularFile).filter(f -> f.toString().endsWith(end)).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  @Tag("long")
  void theClonesOfAFailedTestAreRemovedElse(Twins twins) {
    List<TestExecutionResult> results =
        twins.run(FailingDiskTestCase.class, Map.of("multihost.disks.dir", directory.toString()));

    assertThat(Twins.failures(results)).allSatisfy(f -> assertThat(f).contains("on purpose"));
    assertThat(directory).isEmptyDirectory();
  }
}
