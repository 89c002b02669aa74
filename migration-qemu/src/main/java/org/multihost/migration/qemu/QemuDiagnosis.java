package org.multihost.migration.qemu;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.spi.VmDiagnosis;
import org.multihost.migration.spi.VmDiagnosis.Section;

/**
 * How one QEMU is at a moment, for a person.
 *
 * @param vm the machine's name
 * @param process what became of its process
 * @param ended whether it has ended, so that no answer is to be expected
 * @param status what QEMU says of itself
 * @param migration what it says of its migration
 * @param events its last ones
 * @param output its last lines
 * @param console the guest's last lines
 * @param logs where to read on
 */
record QemuDiagnosis(
    String vm,
    String process,
    boolean ended,
    QmpQuery status,
    QmpQuery migration,
    List<String> events,
    List<String> output,
    List<String> console,
    List<Path> logs) {

  /** One that is frozen is asked all the same, and then given up. */
  private static final Duration FOR_ANSWER = Duration.ofSeconds(1);

  private static final int CONSOLE_LINES = 50;
  private static final int ESSENTIAL_EVENTS = 4;
  private static final int ESSENTIAL_LINES = 3;

  /** Asks QEMU, and looks at what is known of it. */
  public static QemuDiagnosis of(QemuConnections connections) {
    List<QmpQuery> answers =
        QmpQuery.within(FOR_ANSWER, connections.qmp(), "query-status", "query-migrate");
    QemuProcess process = connections.process();
    return new QemuDiagnosis(
        process.launch().vm(),
        process.condition(),
        !process.isAlive(),
        answers.get(0),
        answers.get(1),
        connections.monitor().timeline().lines(Instant.now()),
        process.lastLines().lines().toList(),
        connections.console().lastLines(CONSOLE_LINES).lines().toList(),
        connections.logs());
  }

  /** About fifteen lines, for an error. */
  public List<String> essentials() {
    List<String> lines = new ArrayList<>();
    if (ended) {
      lines.add("%s: QEMU %s".formatted(vm, process));
    } else {
      String guest = status.text(answer -> "its guest is [" + answer.path("status").asText() + "]");
      lines.add("%s: QEMU %s; %s".formatted(vm, process, guest));
      lines.add("query-migrate: " + migration.text(answer -> new MigrationFigures(answer).text()));
    }
    addEnd(lines, "last events:", events, ESSENTIAL_EVENTS);
    addEnd(lines, "QEMU's output ends with:", output, ESSENTIAL_LINES);
    addEnd(lines, "the guest's console ends with:", console, ESSENTIAL_LINES);
    return lines;
  }

  private static void addEnd(List<String> lines, String title, List<String> all, int count) {
    if (!all.isEmpty()) {
      lines.add(title);
      all.subList(Math.max(0, all.size() - count), all.size())
          .forEach(line -> lines.add("  " + line));
    }
  }

  /** All of it, for a file. */
  public List<Section> sections() {
    return List.of(
        new Section("QEMU " + process, logs.stream().map(log -> "log: " + log).toList()),
        new Section("query-status", status.lines()),
        new Section("query-migrate", migration.lines()),
        new Section("QEMU's events", events),
        new Section("the end of QEMU's output", output),
        new Section("the end of the guest's console", console));
  }

  /**
   * For the extension.
   *
   * @param wasEnded on purpose, so that an error need not tell of it
   * @param command that starts the machine once more
   */
  public VmDiagnosis told(boolean wasEnded, List<String> command) {
    return new VmDiagnosis(wasEnded ? List.of() : essentials(), sections(), command);
  }
}
