package org.multihost.migration.internal.report;

import com.samskivert.mustache.Mustache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.multihost.migration.internal.config.text.Durations;

/** The page of a report: one file, with its styles, its scripts and its data. */
final class HtmlPage {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private HtmlPage() {}

  /**
   * The values of the template.
   *
   * @param data the report's JSON, compressed, in base 64
   */
  record View(
      Report report,
      String started,
      String took,
      boolean failed,
      List<Row> rows,
      String style,
      String library,
      String licence,
      String script,
      String data) {}

  /** A row of the table of tests. */
  record Row(
      int number,
      String type,
      String name,
      String verdict,
      String took,
      String hosts,
      int migrations,
      String downtime) {}

  /** Returns the page. */
  static String of(Report report, String json) throws IOException {
    Report.Run run = report.run();
    View view =
        new View(
            report,
            TIME.format(Instant.ofEpochMilli(run.start())),
            took(run.start(), run.end()),
            run.verdict().equals("FAILED"),
            rows(report.tests()),
            text("report.css"),
            text("lib/echarts.min.js"),
            text("lib/LICENSE"),
            text("report.js"),
            compressed(json));
    return Mustache.compiler().defaultValue("").compile(text("report.html.mustache")).execute(view);
  }

  private static List<Row> rows(List<Report.Test> tests) {
    return IntStream.range(0, tests.size()).mapToObj(i -> row(i, tests.get(i))).toList();
  }

  private static Row row(int number, Report.Test test) {
    return new Row(
        number,
        ReportBuilder.simple(test.type()),
        test.name(),
        test.verdict(),
        took(test.start(), test.end()),
        String.join(", ", test.hosts().stream().map(Report.Copy::host).toList()),
        test.migrations().size(),
        test.migrations().stream()
            .map(Report.Migration::downtime)
            .filter(downtime -> downtime != null)
            .max(Long::compare)
            .map(downtime -> downtime + " ms")
            .orElse(""));
  }

  private static String took(long start, long end) {
    return Durations.format(Duration.ofMillis(Math.max(0, end - start)));
  }

  private static String compressed(String json) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = HtmlPage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource [" + resource + "]");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
