package org.multihost.migration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The tests of disks and media with a fault left in: they must fail, and for that reason. */
class RedTwinTests {

  private static final Path IMAGE = Path.of("src/test/images/data.img");

  @TempDir Path directory;

  private static EngineExecutionResults run(Class<?> testClass, Map<String, String> settings) {
    EngineExecutionResults results =
        EngineTestKit.engine("multihost")
            .selectors(selectClass(testClass))
            .configurationParameters(settings)
            .execute();
    assumeThat(results.allEvents().skipped().count()).as("hosts without QEMU").isZero();
    return results;
  }

  private static List<String> failures(EngineExecutionResults results) {
    results.testEvents().assertStatistics(tests -> tests.started(2).failed(2));
    return results.testEvents().failed().stream().map(RedTwinTests::stackTrace).toList();
  }

  private static String stackTrace(Event failed) {
    StringWriter text = new StringWriter();
    failed
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .orElseThrow()
        .printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void aDestinationWithAnotherDiskDoesNotHaveWhatWasWritten() throws IOException {
    Path written = Files.copy(IMAGE, directory.resolve("written.img"));
    Path other = Files.copy(IMAGE, directory.resolve("other.img"));

    EngineExecutionResults results =
        run(
            DisksTests.class,
            Map.of(
                "multihost.vm.vm1.clone", "none",
                "multihost.vm.vm1.disks", written.toString(),
                "multihost.host.destination.vm.vm1.disks", other.toString()));

    assertThat(failures(results))
        .allSatisfy(f -> assertThat(f).contains("/tmp/once /tmp/read differ"));
  }

  @Test
  void aDestinationReadsItsOwnMediumWhereItHasOneAndElseTheSources() {
    String own = "multihost.host.destination.vm.vm1.cdrom";
    run(OwnMediumTestCase.class, Map.of(own, "src/test/images/second.iso"))
        .testEvents()
        .assertStatistics(tests -> tests.started(2).succeeded(2));

    assertThat(failures(run(OwnMediumTestCase.class, Map.of())))
        .allSatisfy(f -> assertThat(f).contains("[second medium] but it was [first medium]"));
  }

  @Test
  void theClonesOfAFailedTestAreKeptIfThatIsWanted() throws IOException {
    EngineExecutionResults results =
        run(
            FailingDiskTestCase.class,
            Map.of("multihost.keep", "on-failure", "multihost.disks.dir", directory.toString()));

    assertThat(failures(results)).allSatisfy(f -> assertThat(f).contains("on purpose"));
    try (Stream<Path> kept = Files.walk(directory)) {
      assertThat(kept.filter(Files::isRegularFile))
          .singleElement()
          .satisfies(disk -> assertThat(disk).hasFileName("vm1-disk0.qcow2"));
    }
  }

  @Test
  void theClonesOfAFailedTestAreRemovedElse() {
    EngineExecutionResults results =
        run(FailingDiskTestCase.class, Map.of("multihost.disks.dir", directory.toString()));

    assertThat(failures(results)).allSatisfy(f -> assertThat(f).contains("on purpose"));
    assertThat(directory).isEmptyDirectory();
  }
}
