package org.multihost.migration.internal.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.internal.jupiter.TwoHosts.isHost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multihost.migration.MultihostMigration;
import org.multihost.migration.Rendezvous;

/** The directories of the hosts' logs. */
final class LogDirectoryTests {

  @TempDir private Path reports;

  static final class First {
    @MultihostMigration(hosts = {"a", "b"})
    static final class TwinTestCase {
      @Test
      void fails(Rendezvous rendezvous) {
        failOnA(rendezvous);
      }
    }
  }

  static final class Second {
    @MultihostMigration(hosts = {"a", "b"})
    static final class TwinTestCase {
      @Test
      void fails(Rendezvous rendezvous) {
        failOnA(rendezvous);
      }
    }
  }

  /**
   * When both hosts are in the test: a host that hears of a failure at its entry has no diagnosis.
   */
  private static void failOnA(Rendezvous rendezvous) {
    rendezvous.barrier("both are in the test");
    if (isHost("a")) {
      throw new IllegalStateException("no");
    }
  }

  @Test
  void areDifferentForClassesOfOneSimpleName() throws IOException {
    List<List<Class<?>>> both =
        List.of(List.of(First.TwinTestCase.class, Second.TwinTestCase.class));

    TwoHosts.prepare()
        .with("multihost.report.dir", reports.toString())
        .launch(Map.of("a", both, "b", both));

    String self = LogDirectoryTests.class.getName();
    assertThat(diagnoses())
        .containsExactlyInAnyOrder(
            Path.of("a", self + ".First.TwinTestCase", "fails.diagnosis.txt"),
            Path.of("b", self + ".First.TwinTestCase", "fails.diagnosis.txt"),
            Path.of("a", self + ".Second.TwinTestCase", "fails.diagnosis.txt"),
            Path.of("b", self + ".Second.TwinTestCase", "fails.diagnosis.txt"));
  }

  /** Without the directories of the reports and of the run. */
  private List<Path> diagnoses() throws IOException {
    int run = reports.getNameCount() + 1;
    try (Stream<Path> files = Files.walk(reports)) {
      return files
          .filter(file -> file.toString().endsWith(".diagnosis.txt"))
          .map(file -> file.subpath(run, file.getNameCount()))
          .toList();
    }
  }
}
