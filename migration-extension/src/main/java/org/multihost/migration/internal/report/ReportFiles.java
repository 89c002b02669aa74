package org.multihost.migration.internal.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.multihost.migration.internal.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a run's report: {@code report.html}, {@code report.json}, {@code trace.json}. */
public final class ReportFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ReportFiles.class);

  private ReportFiles() {}

  /**
   * Writes the report of a run. It never fails a run: what goes wrong is logged.
   *
   * @param directory the run's directory, named by the run's id
   * @param outcomes the outcomes of the tests, if a controller knows them; otherwise the hosts'
   *     recordings tell them
   * @return the page; empty if nothing was run, or it cannot be written
   */
  public static Optional<Path> write(Path directory, List<Outcome> outcomes) {
    try {
      RunRecord record = RunRecord.read(directory);
      String id = String.valueOf(directory.getFileName());
      Report report = new ReportBuilder(record, outcomes).build(id);
      if (report.tests().isEmpty()) {
        return Optional.empty();
      }
      String json = Json.write(report);
      Files.writeString(directory.resolve("report.json"), json);
      Files.writeString(directory.resolve("trace.json"), TraceFile.of(report));
      return Optional.of(
          Files.writeString(directory.resolve("report.html"), HtmlPage.of(report, json)));
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      LOG.warn("The report of the run in [{}] cannot be written: {}", directory, e.toString());
      return Optional.empty();
    }
  }
}
