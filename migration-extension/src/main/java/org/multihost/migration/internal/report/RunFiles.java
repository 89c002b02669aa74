package org.multihost.migration.internal.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.multihost.migration.internal.record.Recording;

/** The links of a report to the files of the run: diagnoses, consoles, logs of QMP. */
final class RunFiles {

  private static final String DIAGNOSIS = ".diagnosis";

  private final RunRecord record;

  RunFiles(RunRecord record) {
    this.record = record;
  }

  /** Returns the files on a test: its diagnoses first, then the logs of its VMs. */
  List<Report.Link> of(String test) {
    List<Report.Link> diagnoses = new ArrayList<>();
    List<Report.Link> logs = new ArrayList<>();
    for (RunRecord.Place place :
        new LinkedHashSet<>(record.files().getOrDefault(test, List.of()))) {
      for (Path file : in(place.directory())) {
        String name = String.valueOf(file.getFileName());
        if (!name.contains(DIAGNOSIS)) {
          logs.add(link(place.host() + ": " + name, file));
        } else if (name.startsWith(place.test())) {
          diagnoses.add(link(place.host() + ": diagnosis", file));
        }
      }
    }
    diagnoses.addAll(logs);
    return diagnoses;
  }

  /** Returns the log of a host's process, if there is one. */
  List<Report.Link> ofHost(String host) {
    Path log = record.directory().resolve(host + ".log");
    return Files.exists(log) ? List.of(link(host + ".log", log)) : List.of();
  }

  private Report.Link link(String text, Path file) {
    return new Report.Link(text, record.directory().toUri().relativize(file.toUri()).getRawPath());
  }

  private static List<Path> in(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(Recording.FILE))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
