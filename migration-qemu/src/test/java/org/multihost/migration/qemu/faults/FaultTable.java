package org.multihost.migration.qemu.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For each fault, in how many cells it was set, how soon it was known, and how many were wrong. */
final class FaultTable {

  private final Map<Fault, Row> rows = new EnumMap<>(Fault.class);

  private static final class Row {
    private final List<Duration> detections = new ArrayList<>();
    private int cells;
    private int wrong;
  }

  public void add(CellResult result, List<String> wrongs) {
    Row row = rows.computeIfAbsent(result.cell().fault(), fault -> new Row());
    row.cells++;
    row.wrong += wrongs.isEmpty() ? 0 : 1;
    result.detection().ifPresent(row.detections::add);
    System.out.printf(
        "%s: %s%s%n",
        result.cell(),
        wrongs.isEmpty() ? "right" : "WRONG",
        result.detection().map(known -> ", known after " + known.toMillis() + " ms").orElse(""));
  }

  /** Prints it, and writes it to a file. */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("| Fault | Cells | Known everywhere after, median | at most | Wrong |\n");
    text.append("|---|---:|---:|---:|---:|\n");
    rows.forEach(
        (fault, row) ->
            text.append(
                "| %s | %d | %s | %s | %d |%n"
                    .formatted(fault, row.cells, at(row, 0.5), at(row, 1), row.wrong)));
    Files.writeString(file, text);
    System.out.print(text);
  }

  private static String at(Row row, double share) {
    List<Duration> sorted = row.detections.stream().sorted().toList();
    return Optional.of(sorted)
        .filter(all -> !all.isEmpty())
        .map(all -> all.get((int) Math.ceil(share * all.size()) - 1).toMillis() + " ms")
        .orElse("–");
  }
}
