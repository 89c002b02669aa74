package org.multihost.migration.internal.jupiter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.multihost.migration.internal.record.Recording;
import org.multihost.migration.internal.rendezvous.HostConnection;
import org.multihost.migration.internal.report.ReportFiles;
import org.multihost.migration.internal.scenario.environment.HostConsole;

/**
 * The report of a run whose hosts were started one by one: the first host has the recordings of all
 * others, also of those that were lost.
 *
 * @param directory the run's directory on this host
 */
record MergedReport(Path directory, HostConsole console) {

  /**
   * Writes the report, and prints its path.
   *
   * @param recorded the lines of the other hosts, by host, class and number
   */
  void write(SortedMap<String, String> recorded) {
    Map<Path, StringBuilder> files = new TreeMap<>();
    recorded.forEach(
        (key, line) ->
            files.computeIfAbsent(file(key), f -> new StringBuilder()).append(line).append('\n'));
    try {
      for (Map.Entry<Path, StringBuilder> each : files.entrySet()) {
        keep(each.getKey(), each.getValue().toString());
      }
    } catch (IOException e) {
      console.say("The recordings of the other hosts cannot be written: " + e);
    }
    ReportFiles.write(directory, List.of())
        .ifPresent(page -> console.say("Report: " + page.toAbsolutePath()));
  }

  /** Returns the place that the file has on its own host, which may be this machine, too. */
  private Path file(String key) {
    String[] parts = key.substring(HostConnection.RECORDED.length()).split("/");
    return directory.resolve(parts[0]).resolve(parts[1]).resolve(Recording.FILE);
  }

  private static void keep(Path file, String lines) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, lines);
    }
  }
}
