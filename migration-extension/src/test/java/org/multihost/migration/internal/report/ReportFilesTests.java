package org.multihost.migration.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.multihost.migration.internal.report.SampleRun.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTests {

  @TempDir Path directory;

  private JsonNode written(List<Outcome> outcomes) throws IOException {
    assertThat(ReportFiles.write(directory, outcomes)).isPresent();
    return new ObjectMapper().readTree(directory.resolve("report.json").toFile());
  }

  @Test
  void theFirstCauseIsTheOneThatAHostReportedOfItself() throws IOException {
    SampleRun run = new SampleRun(directory, 0);
    run.enters("moves", 0);
    run.hearsOfLoss("source", "moves", 1500, "nobody");
    run.fails("destination", "moves", 1600, true, "org.opentest4j.AssertionFailedError");

    JsonNode failure = written(List.of()).path("failures").path(0);

    assertThat(failure.path("cause").path("host").asText()).isEqualTo("destination");
    assertThat(failure.path("cause").path("doing").asText()).isEqualTo("CHECK of migration #1");
    assertThat(failure.path("echoes").path(0).path("host").asText()).isEqualTo("source");
    assertThat(failure.path("rerun").asText())
        .isEqualTo("mvn test -Dtest='org.example.MoveTests#moves'");
  }

  @Test
  void aLostHostAppearsWithWhatItLastSaid() throws IOException {
    SampleRun run = new SampleRun(directory, 0);
    run.enters("moves", 0);
    run.hearsOfLoss("destination", "moves", 1500, "source");
    Files.writeString(
        directory.resolve("source/org.example.MoveTests/recording.jsonl"),
        "{\"test\":\"moves\",\"entry\":{\"ki",
        StandardOpenOption.APPEND);

    JsonNode report = written(List.of());

    assertThat(report.path("hosts").path(0).path("lost").asBoolean()).isTrue();
    assertThat(report.path("failures").path(0).path("cause").path("host").asText())
        .isEqualTo("source");
    assertThat(report.path("failures").path(0).path("cause").path("doing").asText())
        .isEqualTo("in phase MIGRATE of migration #1");
  }

  @Test
  void theClocksOfTheHostsAreCorrectedByTheirBarriers() throws IOException {
    SampleRun run = new SampleRun(directory, 7000);
    run.enters("moves", 0);
    run.passes("source", "moves", 2000);
    run.passes("destination", "moves", 2000);

    JsonNode report = written(List.of());

    assertThat(report.path("hosts").path(1).path("clockOffset").asLong()).isEqualTo(7000);
    JsonNode barrier = report.path("tests").path(0).path("barriers").path(0);
    assertThat(barrier.path("waitedFor").asText()).isEqualTo("source");
    assertThat(barrier.path("longest").asLong()).isEqualTo(400);
    assertThat(report.path("tests").path(0).path("end").asLong()).isEqualTo(START + 2000);
  }

  @Test
  void theOutcomesOfTheControllerPrevail() throws IOException {
    new SampleRun(directory, 0).enters("moves", 0);
    String id = SampleRun.id("skipped");
    List<Outcome> outcomes =
        List.of(
            new Outcome("source", id, "skipped()", "SKIPPED", START, START, null, "no QEMU"),
            new Outcome("destination", id, "skipped()", "SKIPPED", START, START, null, "no QEMU"));

    JsonNode report = written(outcomes);

    assertThat(report.path("run").path("tests").path("SKIPPED").asInt()).isEqualTo(1);
    assertThat(report.path("tests").path(0).path("name").asText()).isEqualTo("skipped()");
  }

  @Test
  void aThousandMigrationsStayUnderFiveMegabytes() throws IOException {
    SampleRun run = new SampleRun(directory, 0);
    run.enters("moves", 0);
    for (int i = 1; i <= 1000; i++) {
      run.migrates("moves", i, i * 1000L);
    }
    run.passes("source", "moves", 2_000_000);
    run.passes("destination", "moves", 2_000_000);

    JsonNode report = written(List.of());

    assertThat(report.path("tests").path(0).path("migrations")).hasSize(1000);
    assertThat(Files.size(directory.resolve("report.html"))).isLessThan(5_000_000);
  }

  @Test
  void thePageOfTheSchemaDescribesEveryField() throws IOException {
    String page = Files.readString(Path.of("../docs/report.md"));

    assertThat(page).contains("report.json, version " + Report.SCHEMA);
    assertThat(Stream.concat(Stream.of(Report.class), Stream.of(Report.class.getDeclaredClasses())))
        .flatExtracting(type -> List.of(type.getRecordComponents()))
        .extracting(RecordComponent::getName)
        .hasSizeGreaterThan(60)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void theReportHasTheVersionOfItsSchema() throws IOException {
    new SampleRun(directory, 0).enters("moves", 0);

    assertThat(written(List.of()).path("schema").asInt()).isEqualTo(Report.SCHEMA);
  }

  @Test
  void theTraceHasASpanPerPhase() throws IOException {
    SampleRun run = new SampleRun(directory, 0);
    run.enters("moves", 0);
    run.passes("source", "moves", 2000);
    written(List.of());

    JsonNode trace = new ObjectMapper().readTree(directory.resolve("trace.json").toFile());

    assertThat(trace.path("traceEvents"))
        .anySatisfy(
            event -> {
              assertThat(event.path("ph").asText()).isEqualTo("X");
              assertThat(event.path("name").asText()).isEqualTo("MIGRATE #1");
              assertThat(event.path("dur").asLong()).isEqualTo(900_000);
            });
  }
}
