package org.multihost.migration.qemu;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multihost.migration.qemu.process.QemuCompanions;
import org.multihost.migration.qemu.process.QemuProcess;
import org.multihost.migration.spi.ManualStart;
import org.multihost.migration.spi.VmDiagnosis;
import org.multihost.migration.spi.VmDiagnosis.Section;

/**
 * The diagnosis of one QEMU process at one moment.
 *
 * @param vm the VM's name
 * @param process the condition of its process
 * @param ended whether the process has exited, so that no answer is to be expected
 * @param status the answer of {@code query-status}
 * @param migration the answer of {@code query-migrate}
 * @param events QEMU's last events
 * @param output the last lines of QEMU's output
 * @param companions the condition and the output of each companion
 * @param console the last lines of the guest's console
 * @param logs the logs with all of it, and a picture of the display if there is one
 */
record QemuDiagnosis(
    String vm,
    String process,
    boolean ended,
    QmpQuery status,
    QmpQuery migration,
    List<String> events,
    List<String> output,
    List<QemuCompanions.Condition> companions,
    List<String> console,
    List<Path> logs) {

  /** A frozen QEMU is queried as well; the query times out. */
  private static final Duration FOR_ANSWER = Duration.ofSeconds(1);

  private static final QmpQuery NOT_MIGRATED =
      new QmpQuery(
          Optional.empty(),
          "no migration since the VM started from the snapshot of an earlier boot");

  private static final int CONSOLE_LINES = 50;
  private static final int ESSENTIAL_EVENTS = 4;
  private static final int ESSENTIAL_LINES = 3;

  /**
   * Queries QEMU, takes a picture of the VM's display if it has one, and collects the last events,
   * output and console lines.
   */
  public static QemuDiagnosis of(QemuConnections connections) {
    List<QmpQuery> answers =
        QmpQuery.within(FOR_ANSWER, connections.qmp(), "query-status", "query-migrate");
    Stream<Path> screen =
        answers.get(0).value().isEmpty()
            ? Stream.empty()
            : connections.screenshot().attempt(FOR_ANSWER).stream();
    QemuProcess process = connections.process();
    QemuTimeline timeline = connections.monitor().timeline();
    return new QemuDiagnosis(
        process.launch().vm(),
        process.condition(),
        !process.isAlive(),
        answers.get(0),
        timeline.isOnlyFromSnapshot() ? NOT_MIGRATED : answers.get(1),
        timeline.lines(Instant.now()),
        process.lastLines().lines().toList(),
        connections.companions().conditions(),
        connections.console().lastLines(CONSOLE_LINES).lines().toList(),
        Stream.concat(screen, connections.logs().stream()).toList());
  }

  /** Returns about fifteen lines, for an error message. */
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
    companions.stream()
        .filter(QemuCompanions.Condition::ended)
        .forEach(each -> addEnd(lines, each.text() + ":", each.output(), ESSENTIAL_LINES));
    addEnd(lines, "the guest's console ends with:", console, ESSENTIAL_LINES);
    return lines;
  }

  private static String named(Path log) {
    return (log.toString().endsWith(".png") ? "display: " : "log: ") + log;
  }

  private static void addEnd(List<String> lines, String title, List<String> all, int count) {
    if (!all.isEmpty()) {
      lines.add(title);
      all.subList(Math.max(0, all.size() - count), all.size())
          .forEach(line -> lines.add("  " + line));
    }
  }

  /** Returns all of it, for a file. */
  public List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    companions.forEach(each -> sections.add(new Section(each.text(), each.output())));
    sections.addAll(ofQemu());
    return List.copyOf(sections);
  }

  private List<Section> ofQemu() {
    return List.of(
        new Section("QEMU " + process, logs.stream().map(QemuDiagnosis::named).toList()),
        new Section("query-status", status.lines()),
        new Section("query-migrate", migration.lines()),
        new Section("QEMU's events", events),
        new Section("the end of QEMU's output", output),
        new Section("the end of the guest's console", console));
  }

  /**
   * Returns the diagnosis for the extension.
   *
   * @param wasEnded whether it was ended on purpose, so that an error message can omit it
   * @param again the instructions for starting the VM again
   */
  public VmDiagnosis told(boolean wasEnded, ManualStart again) {
    return new VmDiagnosis(wasEnded ? List.of() : essentials(), sections(), Optional.of(again));
  }
}
